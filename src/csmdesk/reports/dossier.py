"""交接档案: one account in one file, for the CSM who takes it over.

Everything in it is what the window shows of the account as of the same day; nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from csmdesk.domain.health import Bands
from csmdesk.domain.text import Language, Text
from csmdesk.metrics.display import MISSING
from csmdesk.reports.document import (
    Block,
    Bullets,
    Chart,
    Column,
    Document,
    Heading,
    Highlight,
    Highlights,
    Paragraph,
    Series,
    Span,
    Status,
    Table,
)
from csmdesk.services.account_view import AccountDetail, CurvePoint, Mark
from csmdesk.services.log.of_account import Matter

_RECENT = 40
"""So many touches, and so many lines of the timeline, the newest first."""

_STATUS: dict[Mark, Status] = {"red": "bad", "yellow": "warn", "green": "good"}

_Align = Literal["left", "right"]
_ALIGN: dict[bool, _Align] = {False: "left", True: "right"}


def dossier(
    detail: AccountDetail,
    language: Language,
    *,
    book: str,
    to: str = "",
    note: str = "",
    matters: Sequence[Matter] = (),
) -> Document:
    """The dossier of the account that ``detail`` shows; ``note`` are words for ``to``, who takes it over.

    ``matters`` are what the log holds of it: opportunities, leads, suggestions, requests, cases, handovers.
    """
    write = _Writing(detail, language)
    facts = [
        (write.t("客户", "Account"), f"{detail.name} {detail.code}".strip()),
        (write.t("统计日", "As of"), detail.closing.isoformat()),
    ]
    if to:
        facts.append((write.t("接手人", "For"), to))
    return Document(
        title=write.t("客户交接档案", "Account dossier"),
        subtitle=detail.name,
        language=language,
        facts=(*facts, (write.t("来自", "From"), book)),
        blocks=(
            write.highlights(),
            *write.overview(note),
            *write.contracts(),
            *write.usage(),
            *write.people(),
            *write.tickets(),
            *write.matters(matters),
            *write.history(),
        ),
        subject=book,
    )


class _Writing:
    """The blocks of one dossier."""

    def __init__(self, detail: AccountDetail, language: Language) -> None:
        self._detail = detail
        self._language: Language = language

    def t(self, zh: str, en: str) -> str:
        """The words in the dossier's language."""
        return Text(zh, en).to(self._language)

    def highlights(self) -> Highlights:
        """The four figures under the account's name."""
        return Highlights(
            tuple(
                Highlight(
                    f.label, (Span(f.value, bold=True, status=_STATUS.get(f.mark, "none")),), _plain(f.note)
                )
                for f in self._detail.figures
            )
        )

    def overview(self, note: str) -> list[Block]:
        """Who the account is, what calls for action, what the one before wants to say, and its health."""
        d = self._detail
        blocks: list[Block] = [Heading(1, self.t("概况", "Overview"), "overview"), Paragraph(_plain(d.facts))]
        if d.values.get("note"):
            blocks.append(Paragraph(_plain(d.values["note"]), lead=self.t("备注", "Note")))
        if note.strip():
            blocks.append(Paragraph(_plain(note.strip()), lead=self.t("交接说明", "To whom takes over")))
        if d.risks:
            blocks.append(
                Bullets(tuple((Span(risk.words, status=_STATUS.get(risk.mark, "none")),) for risk in d.risks))
            )
        blocks.append(Heading(2, self.t("健康度", "Health"), "overview.health"))
        blocks += self._table(
            self.t("健康维度", "Health dimensions"),
            [
                (self.t("维度", "Dimension"), "left", 2),
                (self.t("权重", "Weight"), "right", 1),
                (self.t("得分", "Score"), "right", 1),
                ("", "left", 3),
            ],
            [(x.name, x.weight, x.score, x.note) for x in d.dimensions],
            d.health_note,
        )
        scored = [point for point in d.curve if point.value is not None]
        if len(scored) > 1:
            blocks.append(self._curve(scored, d.bands))
        return blocks

    def _curve(self, points: Sequence[CurvePoint], bands: Bands) -> Chart:
        return Chart(
            self.t("健康度走势", "Health over time"),
            "line",
            tuple(f"{point.day:%m-%d}" for point in points),
            (Series(self.t("健康度", "Health"), tuple(point.value for point in points), "ink"),),
            reference=float(bands.red_below),
            reference_label=self.t(f"红线 {bands.red_words}", f"red below {bands.red_words}"),
            alt=self.t("健康度走势", "Health over time"),
            label_places=1,
        )

    def contracts(self) -> list[Block]:
        """All contracts by decision date, with what is linked and received."""
        return [
            Heading(1, self.t("合同", "Contracts"), "contracts"),
            *self._table(
                self.t("合同与续约", "Contracts and renewals"),
                [
                    (self.t("合同", "Contract"), "left", 1.3),
                    (self.t("期限", "Term"), "left", 2.2),
                    (self.t("决策日", "Decision"), "right", 1.2),
                    (self.t("年化", "Annual"), "right", 1.1),
                    (self.t("状态", "State"), "left", 2),
                    (self.t("条款与关联", "Terms and links"), "left", 3),
                    (self.t("到账", "Received"), "left", 1.8),
                ],
                [
                    (
                        c.code,
                        c.term,
                        c.decision,
                        c.annual,
                        c.state,
                        _joined(c.amount, c.notice, c.links),
                        c.received,
                    )
                    for c in self._detail.contracts
                ],
            ),
        ]

    def usage(self) -> list[Block]:
        """Each module over the last months."""
        use = self._detail.use
        figures = [f"{f.label} {f.value}" for f in use.figures]
        blocks: list[Block] = [Heading(1, self.t("使用", "Usage"), "usage")]
        if figures:
            blocks.append(Paragraph(_plain(self.t("，", ", ").join(figures))))
        return blocks + self._table(
            self.t("功能使用", "Usage by module"),
            [
                (self.t("模块", "Module"), "left", 2),
                (self.t("深度", "Depth"), "right", 1),
                (self.t("活跃/开通", "Active/provisioned"), "right", 1.3),
                (self.t("走势", "Trend"), "left", 3),
                ("", "left", 2),
            ],
            [(x.module, x.depth, x.counts, x.words, x.note) for x in use.lines],
            use.months,
        )

    def people(self) -> list[Block]:
        """Contacts, executives first."""
        executive = self.t("高管", "executive")
        return [
            Heading(1, self.t("联系人", "Contacts"), "contacts"),
            *self._table(
                self.t("联系人", "Contacts"),
                [
                    (self.t("姓名", "Name"), "left", 1.3),
                    (self.t("职务", "Title"), "left", 1.8),
                    (self.t("电话", "Phone"), "left", 1.6),
                    (self.t("邮箱", "E-mail"), "left", 2),
                    (self.t("生日", "Birthday"), "left", 1.1),
                    ("", "left", 2),
                ],
                [
                    (
                        c.name,
                        _joined(c.title, executive if c.executive else ""),
                        c.phone,
                        c.email,
                        c.birthday,
                        _joined(c.left, c.touched),
                    )
                    for c in self._detail.contacts
                ],
            ),
        ]

    def tickets(self) -> list[Block]:
        """Tickets that are not resolved."""
        lines = [line for line in self._detail.tickets.lines if line.open]
        return [
            Heading(1, self.t("未解决的工单", "Open tickets"), "tickets"),
            *self._table(
                self.t("未解决的工单", "Open tickets"),
                [
                    (self.t("工单", "Ticket"), "left", 1),
                    (self.t("内容", "What"), "left", 3),
                    (self.t("级别", "Facts"), "left", 1.6),
                    (self.t("时间", "When"), "left", 2.2),
                    (self.t("状态", "State"), "left", 1.4),
                ],
                [(x.code, x.title, x.facts, x.days, x.state) for x in lines],
            ),
        ]

    def matters(self, matters: Sequence[Matter]) -> list[Block]:
        """A table for each kind of the log's records; nothing where there are none."""
        if not matters:
            return []
        blocks: list[Block] = [
            Heading(1, self.t("商机、线索与需求", "Opportunities, leads, requests"), "matters")
        ]
        for matter in matters:
            columns = [(head, _ALIGN[right], 1.0) for head, right in matter.heads]
            blocks += self._table(matter.name, columns, matter.rows)
        return blocks

    def history(self) -> list[Block]:
        """The newest touches, and what else has happened."""
        d = self._detail
        touches = [(x.day, x.channel, x.contact, x.note) for x in d.touches.lines[:_RECENT]]
        events = [(x.day, x.words) for x in d.timeline if x.kind != "touch"][:_RECENT]
        return [
            Heading(1, self.t("来龙去脉", "History"), "history"),
            *self._table(
                self.t("最近触达", "Latest touches"),
                [
                    (self.t("日期", "Day"), "left", 1.2),
                    (self.t("渠道", "Channel"), "left", 1),
                    (self.t("联系人", "Contact"), "left", 1.2),
                    (self.t("内容", "Note"), "left", 4),
                ],
                touches,
            ),
            *self._table(
                self.t("大事记", "Events"),
                [(self.t("日期", "Day"), "left", 1), (self.t("事件", "Event"), "left", 6)],
                events,
            ),
        ]

    def _table(
        self,
        caption: str,
        columns: Sequence[tuple[str, _Align, float]],
        rows: Sequence[Sequence[str]],
        note: str = "",
    ) -> list[Block]:
        """The table without columns in which no row says anything; a sentence when there are no rows."""
        if not rows:
            return [Paragraph(_plain(self.t("没有数据。", "No data.")))]
        said = [
            place for place in range(len(columns)) if any(row[place] not in ("", MISSING) for row in rows)
        ]
        return [
            Table(
                caption,
                tuple(Column(*columns[place]) for place in said),
                tuple(tuple(_plain(row[place]) for place in said) for row in rows),
                note=note,
                small=len(said) > 5,
            )
        ]


def _plain(text: str) -> tuple[Span, ...]:
    return (Span(text),)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
