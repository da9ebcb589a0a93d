"""Headers as other systems and offices write them: each is the field that it says, without a profile."""

from __future__ import annotations

import pytest

from csmdesk.importers.mapping import Header
from csmdesk.importers.words import headers

HEADS: list[tuple[str, str, dict[str, str]]] = [
    (
        "纷享销客",
        "accounts",
        {
            "客户编号": "code",
            "客户名称": "name",
            "一级行业": "industry",
            "市": "city",
            "客户级别": "segment",
            "客户状态": "stage",
            "负责人": "owner",
            "领取时间": "handover_day",
        },
    ),
    (
        "纷享销客",
        "contacts",
        {"姓名": "name", "职务": "title", "手机1": "phone", "邮件": "email", "客户名称": "account_name"},
    ),
    (
        "纷享销客",
        "opportunities",
        {
            "商机名称": "name",
            "预计商机金额(元)": "amount",
            "预计成交日期": "expected_day",
            "商机阶段": "stage",
            "输单原因": "loss_reason",
            "客户名称": "account_name",
            "商机2.0阶段": "stage",
        },
    ),
    (
        "纷享销客",
        "contracts",
        {
            "合同编号": "code",
            "合同总金额": "amount",
            "合同开始时间": "start_day",
            "合同结束时间": "end_day",
            "签订日期": "signed_day",
        },
    ),
    (
        "纷享销客",
        "receipts",
        {
            "回款编号": "code",
            "本次回款金额(元)": "amount",
            "回款日期": "received_day",
            "销售订单编号": "contract",
            "回款类型": "kind",
        },
    ),
    (
        "销售易",
        "opportunities",
        {
            "商机名称": "name",
            "销售金额": "amount",
            "结单日期": "won_day",
            "销售阶段": "stage",
            "商机类型": "kind",
            "客户": "account_name",
        },
    ),
    (
        "销售易",
        "accounts",
        {
            "客户名称": "name",
            "客户所有人": "owner",
            "行业": "industry",
            "城市": "city",
            "客户级别": "segment",
        },
    ),
    (
        "企业微信",
        "accounts",
        {"客户名称": "name", "添加时间": "handover_day", "添加人": "owner", "企业标签": "segment"},
    ),
    (
        "企业微信",
        "contacts",
        {"客户昵称": "name", "职务": "title", "手机号": "phone", "所属企业": "account_name"},
    ),
    (
        "金蝶",
        "receipts",
        {
            "收款单号": "code",
            "往来单位编码": "account",
            "往来单位": "account_name",
            "业务日期": "received_day",
            "实收金额": "amount",
        },
    ),
    (
        "用友",
        "receipts",
        {
            "单据编号": "code",
            "客户编码": "account",
            "客户简称": "account_name",
            "单据日期": "received_day",
            "本币金额": "amount",
        },
    ),
    (
        "用友",
        "invoices",
        {"发票号": "code", "开票日期": "day", "价税合计": "amount", "原币价税合计": "amount"},
    ),
    (
        "金蝶",
        "accounts",
        {"客户编码": "code", "客户名称": "name", "专营业务员": "owner", "客户分组": "segment"},
    ),
    (
        "飞书多维表格",
        "tasks",
        {
            "任务描述": "title",
            "任务执行人": "owner",
            "截止日期": "deadline",
            "进展": "status",
            "客户名称": "account_name",
        },
    ),
    (
        "办公",
        "contracts",
        {
            "起始": "start_day",
            "签约方式": "kind",
            "到期": "end_day",
            "签约": "signed_day",
            "合同起止": "term",
            "合同金额（万元）": "amount",
            "服务年限(月)": "months",
            "续约意向": "forecast",
        },
    ),
    (
        "Salesforce",
        "opportunities",
        {
            "Opportunity ID": "code",
            "Opportunity Name": "name",
            "Account Name": "account_name",
            "Amount": "amount",
            "Stage": "stage",
            "Close Date": "won_day",
            "Type": "kind",
            "Created Date": "opened_day",
            "Closed Lost Reason": "loss_reason",
        },
    ),
    (
        "Salesforce",
        "contracts",
        {
            "Contract Number": "code",
            "Account Name": "account_name",
            "Contract Start Date": "start_day",
            "Contract End Date": "end_day",
            "Contract Term (months)": "months",
        },
    ),
    (
        "Salesforce",
        "tickets",
        {
            "Case Number": "code",
            "Subject": "title",
            "Priority": "severity",
            "Date/Time Opened": "opened_at",
            "Date/Time Closed": "resolved_at",
            "Case Owner": "owner",
            "Account Name": "account_name",
        },
    ),
    (
        "HubSpot",
        "accounts",
        {
            "Record ID": "code",
            "Company name": "name",
            "Company owner": "owner",
            "Industry": "industry",
            "City": "city",
            "Lifecycle Stage": "stage",
        },
    ),
    (
        "HubSpot",
        "opportunities",
        {
            "Deal Name": "name",
            "Deal Stage": "stage",
            "Close Date": "won_day",
            "Amount": "amount",
            "Associated Company": "account_name",
            "Create Date": "opened_day",
            "Deal Type": "kind",
        },
    ),
    (
        "HubSpot",
        "tickets",
        {
            "Ticket ID": "code",
            "Ticket name": "title",
            "Priority": "severity",
            "Create date": "opened_at",
            "Close date": "resolved_at",
            "Ticket owner": "owner",
        },
    ),
    (
        "Zoho",
        "opportunities",
        {
            "Deal Name": "name",
            "Potential Name": "name",
            "Closing Date": "won_day",
            "Stage": "stage",
            "Account Name": "account_name",
        },
    ),
    (
        "Zoho",
        "accounts",
        {"Account Name": "name", "Account Number": "code", "Account Owner": "owner", "Rating": "segment"},
    ),
    (
        "Dynamics",
        "opportunities",
        {
            "Topic": "name",
            "Account": "account_name",
            "Est. Close Date": "expected_day",
            "Actual Close Date": "won_day",
            "Actual Revenue": "amount",
            "Pipeline Phase": "stage",
        },
    ),
    (
        "Dynamics",
        "tickets",
        {
            "Case Title": "title",
            "Case Number": "code",
            "Created On": "opened_at",
            "Priority": "severity",
            "Customer": "account_name",
            "Resolve By": "due_at",
            "Owner": "owner",
        },
    ),
]


@pytest.mark.parametrize(
    ("system", "kind", "heads"), HEADS, ids=[f"{s}-{k}-{n}" for n, (s, k, _) in enumerate(HEADS)]
)
def test_a_header_of_another_system_is_its_field(system: str, kind: str, heads: dict[str, str]) -> None:
    table = headers(kind)
    found = {
        head: next((table[key][0] for key, _ in Header.of(head).keys if key in table), None) for head in heads
    }
    assert found == heads, system
