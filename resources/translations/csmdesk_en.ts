<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AccountView</name>
    <message>
        <source>健康维度</source>
        <translation>Health dimensions</translation>
    </message>
    <message>
        <source>还没有健康评分。</source>
        <translation>No health scores yet.</translation>
    </message>
    <message>
        <source>半年走势</source>
        <translation>Half year</translation>
    </message>
    <message>
        <source>合同</source>
        <translation>Contracts</translation>
    </message>
    <message>
        <source>还没有合同。</source>
        <translation>No contracts yet.</translation>
    </message>
    <message>
        <source>使用</source>
        <translation>Usage</translation>
    </message>
    <message>
        <source>还没有使用数据。</source>
        <translation>No usage data yet.</translation>
    </message>
    <message>
        <source>时间线</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>还没有触达、工单或签约。</source>
        <translation>No touches, tickets or contracts yet.</translation>
    </message>
    <message>
        <source>按决策日</source>
        <translation>by decision date</translation>
    </message>
    <message>
        <source>只看生效</source>
        <translation>In force only</translation>
    </message>
    <message numerus="yes">
        <source>全部 %n</source>
        <translation>
            <numerusform>All %n</numerusform>
            <numerusform>All %n</numerusform>
        </translation>
    </message>
    <message>
        <source>收起</source>
        <translation>Fewer</translation>
    </message>
</context>
<context>
    <name>AccountsPane</name>
    <message>
        <source>名称、拼音、首字母、编号</source>
        <translation>Name, pinyin, initials, id</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>导入客户表以后，客户会列在这里。</source>
        <translation>Accounts are listed here once a table of accounts has been imported.</translation>
    </message>
    <message>
        <source>还没有客户。</source>
        <translation>No accounts yet.</translation>
    </message>
    <message>
        <source>导入文件夹…</source>
        <translation>Import a folder…</translation>
    </message>
    <message>
        <source>没有符合的客户。</source>
        <translation>No match.</translation>
    </message>
    <message>
        <source>清除筛选</source>
        <translation>Clear filter</translation>
    </message>
    <message>
        <source>年化金额</source>
        <translation>Annual value</translation>
    </message>
    <message>
        <source>健康度</source>
        <translation>Health</translation>
    </message>
    <message>
        <source>下个决策日</source>
        <translation>Next decision</translation>
    </message>
    <message>
        <source>最近触达</source>
        <translation>Last touch</translation>
    </message>
    <message>
        <source>从未</source>
        <translation>never</translation>
    </message>
    <message>
        <source>年化</source>
        <translation>Annual</translation>
    </message>
    <message>
        <source>决策日</source>
        <translation>Decision</translation>
    </message>
    <message>
        <source>触达</source>
        <translation>Touch</translation>
    </message>
    <message>
        <source>覆盖</source>
        <translation>coverage</translation>
    </message>
    <message>
        <source>客户</source>
        <comment>column head</comment>
        <translation>Account</translation>
    </message>
    <message>
        <source>分层</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>半年走势</source>
        <translation>Half year</translation>
    </message>
    <message>
        <source>距今</source>
        <translation>In</translation>
    </message>
</context>
<context>
    <name>ChapterPanel</name>
    <message>
        <source>章节</source>
        <translation>Chapters</translation>
    </message>
    <message>
        <source>都已写好</source>
        <translation>all written</translation>
    </message>
    <message>
        <source>页数</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>活数字</source>
        <translation>Live figures</translation>
    </message>
    <message>
        <source>待填写</source>
        <translation>To write</translation>
    </message>
    <message>
        <source>{n} 项待看</source>
        <translation>{n} to look at</translation>
    </message>
    <message>
        <source>{n} 个</source>
        <translation>{n}</translation>
    </message>
    <message>
        <source>{n} 处</source>
        <translation>{n}</translation>
    </message>
    <message>
        <source>待填写 {n} 处</source>
        <translation>{n} to write</translation>
    </message>
</context>
<context>
    <name>DayPicker</name>
    <message>
        <source>期末或今天</source>
        <translation>End of period or today</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>备份</source>
        <translation>Back up</translation>
    </message>
    <message>
        <source>已备份并校验：{place}</source>
        <translation>Backed up and verified: {place}</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
</context>
<context>
    <name>EvidenceRows</name>
    <message>
        <source>未计入的原因</source>
        <translation>Why it is left out</translation>
    </message>
    <message>
        <source>金额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>计入</source>
        <translation>Counted</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Detail</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Day</translation>
    </message>
</context>
<context>
    <name>ExportLine</name>
    <message>
        <source>打开文件夹</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>导出 {kind}</source>
        <translation>Export {kind}</translation>
    </message>
    <message>
        <source>导出 {name}</source>
        <translation>Export {name}</translation>
    </message>
</context>
<context>
    <name>MarkWords</name>
    <message>
        <source>本人撰写</source>
        <translation>Written by you</translation>
    </message>
    <message>
        <source>待填写</source>
        <translation>To write</translation>
    </message>
    <message>
        <source>截至 {day}</source>
        <translation>as of {day}</translation>
    </message>
</context>
<context>
    <name>Middle</name>
    <message>
        <source>报告的页面</source>
        <translation>Pages of the report</translation>
    </message>
    <message>
        <source>正在排版…</source>
        <translation>Setting the pages…</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>PageHead</name>
    <message>
        <source>缩小 Ctrl −</source>
        <translation>Smaller Ctrl −</translation>
    </message>
    <message>
        <source>缩小</source>
        <translation>Smaller</translation>
    </message>
    <message>
        <source>放大 Ctrl +</source>
        <translation>Larger Ctrl +</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>导出 Ctrl E</source>
        <translation>Export Ctrl E</translation>
    </message>
    <message>
        <source>适合页宽</source>
        <translation>Fit page width</translation>
    </message>
    <message>
        <source>适合正文</source>
        <translation>Fit text width</translation>
    </message>
    <message>
        <source>{kind} 文件…</source>
        <translation>{kind} file…</translation>
    </message>
    <message>
        <source>排好版以后可以导出</source>
        <translation>Can be exported once the pages are set</translation>
    </message>
    <message>
        <source>第 {page} / {pages} 页</source>
        <translation>Page {page} of {pages}</translation>
    </message>
    <message>
        <source>缩放</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>{how}，Ctrl 0 在页宽与正文之间切换</source>
        <translation>{how}; Ctrl 0 switches between page and text width</translation>
    </message>
</context>
<context>
    <name>Panes</name>
    <message>
        <source>客户</source>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>自评报告</source>
        <translation>Self-review</translation>
    </message>
</context>
<context>
    <name>RecoveryKeyPage</name>
    <message>
        <source>恢复密钥</source>
        <translation>Recovery key</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>我已经存好恢复密钥</source>
        <translation>I have stored the recovery key</translation>
    </message>
    <message>
        <source>开始</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>先存好恢复密钥</source>
        <translation>Store the recovery key first</translation>
    </message>
    <message>
        <source>忘了口令时唯一的办法，只显示这一次，别和书放在一起。</source>
        <translation>The only way in when the passphrase is forgotten. Shown only once; keep it apart from the book.</translation>
    </message>
</context>
<context>
    <name>ReviewPane</name>
    <message>
        <source>还没有数据。</source>
        <translation>No data yet.</translation>
    </message>
    <message>
        <source>导入客户、合同、回款等表格以后，这里会排出本期的自评报告，每个数字都能打开依据。</source>
        <translation>Import tables of accounts, contracts and receipts, and the period&apos;s self-review is set here; every number opens its evidence.</translation>
    </message>
    <message>
        <source>导入文件夹…</source>
        <translation>Import a folder…</translation>
    </message>
    <message>
        <source>自评报告</source>
        <translation>Self-review</translation>
    </message>
    <message>
        <source>更新中…</source>
        <translation>Updating…</translation>
    </message>
    <message>
        <source>草稿</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>排不出这份报告。</source>
        <translation>This report cannot be set.</translation>
    </message>
    <message>
        <source>已导出 {name}</source>
        <translation>Exported {name}</translation>
    </message>
</context>
<context>
    <name>RowsPanel</name>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>复制为表格，可贴进 Excel 或 Word</source>
        <translation>Copy as a table for Excel or Word</translation>
    </message>
    <message>
        <source>关闭 Esc</source>
        <translation>Close Esc</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>分子</source>
        <translation>Numerator</translation>
    </message>
    <message>
        <source>计入</source>
        <translation>Counted</translation>
    </message>
    <message>
        <source>分母</source>
        <translation>Denominator</translation>
    </message>
    <message>
        <source>未计入</source>
        <translation>Left out</translation>
    </message>
    <message>
        <source>行</source>
        <translation>rows</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>选书所在的文件夹</source>
        <translation>Choose the book&apos;s folder</translation>
    </message>
    <message>
        <source>选要导入的文件夹</source>
        <translation>Choose the folder to import</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>依据</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>待填写</source>
        <translation>To write</translation>
    </message>
    <message>
        <source>右栏</source>
        <translation>Right side</translation>
    </message>
    <message>
        <source>关闭 Esc</source>
        <translation>Close Esc</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>检查</source>
        <translation>Checks</translation>
    </message>
    <message>
        <source>点击正文里带点线的数字，这里会显示它的依据。</source>
        <translation>Click a figure with a dotted line in the text: its evidence is shown here.</translation>
    </message>
    <message>
        <source>要改</source>
        <translation>to correct</translation>
    </message>
    <message>
        <source>要看</source>
        <translation>to look at</translation>
    </message>
    <message>
        <source>{n} 项待看</source>
        <translation>{n} to look at</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>撤销：{what}</source>
        <translation>Undo: {what}</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>期间</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>截至</source>
        <translation>As of</translation>
    </message>
    <message>
        <source>菜单</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>主题、语言、导入、备份</source>
        <translation>Theme, language, import, backup</translation>
    </message>
    <message>
        <source>导入文件夹…</source>
        <translation>Import a folder…</translation>
    </message>
    <message>
        <source>备份</source>
        <translation>Back up</translation>
    </message>
    <message>
        <source>打开另一本书…</source>
        <translation>Open another book…</translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation>Follow the system</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>撤销：{what}</source>
        <translation>Undo: {what}</translation>
    </message>
    <message>
        <source>没有可撤销的操作</source>
        <translation>Nothing to undo</translation>
    </message>
    <message>
        <source>重做：{what}</source>
        <translation>Redo: {what}</translation>
    </message>
    <message>
        <source>没有可重做的操作</source>
        <translation>Nothing to redo</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>口令</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>恢复密钥</source>
        <translation>Recovery key</translation>
    </message>
    <message>
        <source>用什么打开</source>
        <translation>Open with</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>打开另一本书…</source>
        <translation>Open another book…</translation>
    </message>
    <message>
        <source>这本书是加密的，要口令才能打开。</source>
        <translation>This book is encrypted and needs its passphrase.</translation>
    </message>
    <message>
        <source>先输入口令或恢复密钥</source>
        <translation>Type the passphrase or the recovery key first</translation>
    </message>
    <message>
        <source>正在打开…</source>
        <translation>Opening…</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>文件夹</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>口令</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>再输一次</source>
        <translation>Again</translation>
    </message>
    <message>
        <source>不设口令（密钥明文存放，以后可以补设）</source>
        <translation>No passphrase (the key is stored in plain text; one can be set later)</translation>
    </message>
    <message>
        <source>建书并开始</source>
        <translation>Make the book</translation>
    </message>
    <message>
        <source>看看示例书</source>
        <translation>Try the sample book</translation>
    </message>
    <message>
        <source>35 个客户，2024 上半年，可随意改</source>
        <translation>35 accounts, 2024 H1; change what you like</translation>
    </message>
    <message>
        <source>打开已有的书</source>
        <translation>Open a book</translation>
    </message>
    <message>
        <source>选书所在的文件夹</source>
        <translation>Choose the book&apos;s folder</translation>
    </message>
    <message>
        <source>我的客户</source>
        <translation>My accounts</translation>
    </message>
    <message>
        <source>建一本加密的客户书</source>
        <translation>Make an encrypted book</translation>
    </message>
    <message>
        <source>所有数据放在你电脑上的一个文件夹里，断网可用。没有口令谁也打不开。</source>
        <translation>All data lie in one folder on your computer and need no network. Without the passphrase nobody can open it.</translation>
    </message>
    <message>
        <source>更改</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>或者</source>
        <translation>Or</translation>
    </message>
    <message>
        <source>书放在哪个文件夹里</source>
        <translation>Folder to put the book in</translation>
    </message>
    <message>
        <source>名称不能为空，也不能有 / \ : * ? &quot; &lt; &gt; |</source>
        <translation>The name must not be empty or contain / \ : * ? &quot; &lt; &gt; |</translation>
    </message>
    <message>
        <source>先设口令，或选“不设口令”</source>
        <translation>Set a passphrase, or choose none</translation>
    </message>
    <message>
        <source>两次输入的口令不一样</source>
        <translation>The two passphrases differ</translation>
    </message>
    <message>
        <source>把口令再输一次</source>
        <translation>Type the passphrase again</translation>
    </message>
</context>
<context>
    <name>WritingPanel</name>
    <message>
        <source>要写的地方</source>
        <translation>Places to write</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>已写</source>
        <translation>Written</translation>
    </message>
    <message>
        <source>待填写</source>
        <translation>To write</translation>
    </message>
    <message>
        <source>没有改动</source>
        <translation>No changes</translation>
    </message>
    <message>
        <source>正在保存…</source>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>已保存</source>
        <translation>Saved</translation>
    </message>
</context>
</TS>
