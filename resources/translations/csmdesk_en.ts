<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AboutPage</name>
    <message>
        <source>关于</source>
        <translation>About</translation>
    </message>
    <message>
        <source>版本、文件夹与许可…</source>
        <translation>Versions, folders, licences…</translation>
    </message>
    <message>
        <source>断网可用，不向外发送任何数据。</source>
        <translation>Works offline and sends no data anywhere.</translation>
    </message>
</context>
<context>
    <name>AboutSheet</name>
    <message>
        <source>关于 csmdesk</source>
        <translation>About csmdesk</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>复制版本信息</source>
        <translation>Copy versions</translation>
    </message>
    <message>
        <source>一位客户成功经理的桌面。断网可用，不向外发送任何数据。</source>
        <translation>The desk of one customer success manager. Works offline and sends nothing anywhere.</translation>
    </message>
    <message>
        <source>文件夹</source>
        <translation>Folders</translation>
    </message>
    <message>
        <source>客户书</source>
        <translation>Book</translation>
    </message>
    <message>
        <source>日志</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>缓存</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>许可全文</source>
        <translation>Licences in full</translation>
    </message>
    <message>
        <source>用到的库</source>
        <translation>Libraries</translation>
    </message>
    <message>
        <source>未注明</source>
        <translation>not stated</translation>
    </message>
    <message>
        <source>csmdesk 自己的许可：{licence}</source>
        <translation>Licence of csmdesk: {licence}</translation>
    </message>
</context>
<context>
    <name>AcceptLine</name>
    <message>
        <source>撤回</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>由谁验收</source>
        <translation>Accepted by</translation>
    </message>
    <message>
        <source>确认验收</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>{day} 由 {name} 验收</source>
        <translation>Accepted by {name} on {day}</translation>
    </message>
    <message>
        <source>写了验收标准才能确认验收，确认了才能完成。</source>
        <translation>Acceptance needs criteria, and done needs acceptance.</translation>
    </message>
    <message>
        <source>已确认验收：{title}</source>
        <translation>Acceptance confirmed: {title}</translation>
    </message>
    <message>
        <source>已撤回验收：{title}</source>
        <translation>Acceptance taken back: {title}</translation>
    </message>
</context>
<context>
    <name>AcceptSheet</name>
    <message>
        <source>确认验收</source>
        <translation>Confirm acceptance</translation>
    </message>
    <message>
        <source>验收标准</source>
        <translation>Acceptance criteria</translation>
    </message>
    <message>
        <source>由谁验收</source>
        <translation>Accepted by</translation>
    </message>
    <message>
        <source>已验收，完成</source>
        <translation>Accepted, done</translation>
    </message>
    <message>
        <source>验收标准：{criteria}</source>
        <translation>Acceptance criteria: {criteria}</translation>
    </message>
    <message>
        <source>已验收：{card}</source>
        <translation>Accepted: {card}</translation>
    </message>
</context>
<context>
    <name>AccountActs</name>
    <message>
        <source>没有变化。</source>
        <translation>Nothing has changed.</translation>
    </message>
    <message numerus="yes">
        <source>%n 个客户</source>
        <translation>
            <numerusform>%n account</numerusform>
            <numerusform>%n accounts</numerusform>
        </translation>
    </message>
    <message>
        <source>改分层</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>改负责人</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>改阶段</source>
        <translation>Stage</translation>
    </message>
    <message>
        <source>清空</source>
        <translation>Empty</translation>
    </message>
    <message>
        <source>其他…</source>
        <translation>Other…</translation>
    </message>
    <message>
        <source>{whom}：{what}“{word}”。</source>
        <translation>{whom}: {what} “{word}”.</translation>
    </message>
    <message>
        <source>空</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>分层改为</source>
        <translation>segment is now</translation>
    </message>
    <message>
        <source>负责人改为</source>
        <translation>owner is now</translation>
    </message>
    <message>
        <source>阶段改为</source>
        <translation>stage is now</translation>
    </message>
    <message>
        <source>{what}：{whom}</source>
        <translation>{what}: {whom}</translation>
    </message>
    <message>
        <source>改为</source>
        <translation>New value</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>已归档：{whom}。</source>
        <translation>Archived: {whom}.</translation>
    </message>
    <message>
        <source>已取消归档：{whom}。</source>
        <translation>Unarchived: {whom}.</translation>
    </message>
    <message>
        <source>没有看起来重复的客户。</source>
        <translation>No accounts look like duplicates.</translation>
    </message>
</context>
<context>
    <name>AccountChips</name>
    <message>
        <source>分层</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>健康</source>
        <translation>Health</translation>
    </message>
    <message>
        <source>决策日</source>
        <translation>Decision</translation>
    </message>
    <message>
        <source>未触达</source>
        <translation>Untouched</translation>
    </message>
    <message>
        <source>负责人</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>阶段</source>
        <translation>Stage</translation>
    </message>
    <message>
        <source>归档</source>
        <translation>Archived</translation>
    </message>
    <message>
        <source>红</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>黄</source>
        <translation>Yellow</translation>
    </message>
    <message>
        <source>绿</source>
        <translation>Green</translation>
    </message>
    <message>
        <source>未评</source>
        <translation>Unscored</translation>
    </message>
    <message>
        <source>已过</source>
        <translation>Passed</translation>
    </message>
    <message>
        <source>30 天内</source>
        <translation>Within 30 days</translation>
    </message>
    <message>
        <source>31–90 天</source>
        <translation>31–90 days</translation>
    </message>
    <message>
        <source>91–180 天</source>
        <translation>91–180 days</translation>
    </message>
    <message>
        <source>180 天以后</source>
        <translation>After 180 days</translation>
    </message>
    <message>
        <source>无决策日</source>
        <translation>No decision date</translation>
    </message>
    <message>
        <source>超节奏</source>
        <translation>Past the cadence</translation>
    </message>
    <message>
        <source>14 天以上</source>
        <translation>14 days or more</translation>
    </message>
    <message>
        <source>30 天以上</source>
        <translation>30 days or more</translation>
    </message>
    <message>
        <source>60 天以上</source>
        <translation>60 days or more</translation>
    </message>
    <message>
        <source>90 天以上</source>
        <translation>90 days or more</translation>
    </message>
    <message>
        <source>从未</source>
        <translation>Never</translation>
    </message>
    <message>
        <source>显示归档</source>
        <translation>Show archived</translation>
    </message>
    <message>
        <source>只看归档</source>
        <translation>Archived only</translation>
    </message>
</context>
<context>
    <name>AccountView</name>
    <message numerus="yes">
        <source>%n 个客户</source>
        <translation>
            <numerusform>%n account</numerusform>
            <numerusform>%n accounts</numerusform>
        </translation>
    </message>
    <message>
        <source>已记触达：{name} {day} {channel}</source>
        <translation>Touch added: {name}, {day}, {channel}</translation>
    </message>
    <message>
        <source>{done}。晚于截至日 {day}，本页不计</source>
        <translation>{done}. It is after the as-of date {day} and not counted here</translation>
    </message>
    <message numerus="yes">
        <source>已给 %n 个客户记触达</source>
        <translation>
            <numerusform>Touch added to %n account</numerusform>
            <numerusform>Touch added to %n accounts</numerusform>
        </translation>
    </message>
    <message>
        <source>记触达</source>
        <translation>Touch</translation>
    </message>
    <message>
        <source>编辑</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>改写健康度</source>
        <translation>Override health</translation>
    </message>
    <message>
        <source>新建联系人</source>
        <translation>New contact</translation>
    </message>
    <message>
        <source>{what}：{name}</source>
        <translation>{what}: {name}</translation>
    </message>
</context>
<context>
    <name>AccountsPane</name>
    <message>
        <source>客户</source>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>拖入客户表，或按 N 新建一个。</source>
        <translation>Drop a file, or press N.</translation>
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
        <source>不分组</source>
        <translation>No groups</translation>
    </message>
    <message>
        <source>健康度</source>
        <translation>Health</translation>
    </message>
    <message>
        <source>负责人</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>阶段</source>
        <translation>Stage</translation>
    </message>
    <message>
        <source>未填</source>
        <translation>Not filled in</translation>
    </message>
    <message>
        <source>红</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>黄</source>
        <translation>Yellow</translation>
    </message>
    <message>
        <source>绿</source>
        <translation>Green</translation>
    </message>
    <message>
        <source>未评</source>
        <translation>Unscored</translation>
    </message>
    <message>
        <source>从未</source>
        <translation>never</translation>
    </message>
    <message>
        <source>已归档</source>
        <translation>archived</translation>
    </message>
    <message>
        <source>未填分层；按收入算作高价值。</source>
        <translation>No segment stated; by revenue it counts as 高价值 (high value).</translation>
    </message>
    <message>
        <source>填的是{segment}；按收入算是高价值。</source>
        <translation>Stated: {segment}; by revenue it is 高价值 (high value).</translation>
    </message>
    <message>
        <source>填的是高价值；按收入算不是。</source>
        <translation>Stated: 高价值 (high value); by revenue it is not.</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>行业</source>
        <translation>Industry</translation>
    </message>
    <message>
        <source>城市</source>
        <translation>City</translation>
    </message>
    <message>
        <source>年化</source>
        <translation>Annual</translation>
    </message>
    <message>
        <source>健康度有分的维度所占的权重</source>
        <translation>Weight of the health dimensions that have a score</translation>
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
        <source>节奏(天)</source>
        <translation>Cadence (d)</translation>
    </message>
    <message>
        <source>合同数</source>
        <translation>Contracts</translation>
    </message>
    <message>
        <source>计入年化的合同</source>
        <translation>Contracts that count in the annual value</translation>
    </message>
    <message>
        <source>使用深度</source>
        <translation>Depth</translation>
    </message>
    <message>
        <source>活跃账号 ÷ 开通账号，取期内最后一个有数据的日子</source>
        <translation>Active ÷ provisioned accounts, on the period&apos;s last day with data</translation>
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
    <name>ActForm</name>
    <message>
        <source>已完成：{act}</source>
        <translation>Done: {act}</translation>
    </message>
</context>
<context>
    <name>BackupList</name>
    <message>
        <source>已损坏</source>
        <translation>damaged</translation>
    </message>
    <message>
        <source>已校验</source>
        <translation>verified</translation>
    </message>
    <message>
        <source>找到的备份</source>
        <translation>Backups found</translation>
    </message>
</context>
<context>
    <name>BackupsPage</name>
    <message>
        <source>立即备份</source>
        <translation>Back up now</translation>
    </message>
    <message>
        <source>备份到…</source>
        <translation>Back up to…</translation>
    </message>
    <message>
        <source>从别处恢复…</source>
        <translation>Restore from elsewhere…</translation>
    </message>
    <message>
        <source>备份</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>备份是加密的整本副本，做完就逐字节校验。留最近 10 份，更早的每月一份，共 12 个月。</source>
        <translation>A backup is an encrypted copy of the whole book, verified byte by byte. The latest 10 stay, and of older ones one a month for 12 months.</translation>
    </message>
    <message>
        <source>还没有备份。</source>
        <translation>No backups yet.</translation>
    </message>
    <message>
        <source>检查</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>恢复…</source>
        <translation>Restore…</translation>
    </message>
    <message>
        <source>打开所在文件夹</source>
        <translation>Open its folder</translation>
    </message>
    <message>
        <source>先选一份备份</source>
        <translation>Choose a backup first</translation>
    </message>
    <message>
        <source>备份放到哪个文件夹里</source>
        <translation>Folder to put the backup in</translation>
    </message>
    <message>
        <source>已备份并校验：{place}</source>
        <translation>Backed up and verified: {place}</translation>
    </message>
    <message>
        <source>检查备份</source>
        <translation>Checking the backup</translation>
    </message>
    <message>
        <source>选一份备份的文件夹</source>
        <translation>Choose the folder of a backup</translation>
    </message>
</context>
<context>
    <name>Beside</name>
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
        <source>已新建客户“{name}”。</source>
        <translation>Account “{name}” added.</translation>
    </message>
    <message>
        <source>打开客户</source>
        <translation>Open account</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>关闭 Esc</source>
        <translation>Close Esc</translation>
    </message>
    <message>
        <source>选一行看全部内容，或按 N 记{one}。</source>
        <translation>Choose a row to see all of it, or press N for a new {one}.</translation>
    </message>
    <message>
        <source>新建{one}</source>
        <translation>New {one}</translation>
    </message>
    <message>
        <source>已完成：{act}</source>
        <translation>Done: {act}</translation>
    </message>
</context>
<context>
    <name>BlankTables</name>
    <message>
        <source>全部，一个工作簿…</source>
        <translation>All, in one workbook…</translation>
    </message>
    <message>
        <source>空白表</source>
        <translation>Blank tables</translation>
    </message>
    <message>
        <source>空白表已写好，照示例行填好再拖回来：{path}</source>
        <translation>The blank table is written: fill it in as its example shows and drop it here. {path}</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>看板</source>
        <translation>Board</translation>
    </message>
</context>
<context>
    <name>BoardActions</name>
    <message>
        <source>：{card}</source>
        <translation>: {card}</translation>
    </message>
    <message>
        <source>打开任务</source>
        <translation>Open task</translation>
    </message>
    <message>
        <source>移到“{column}”</source>
        <translation>Move to “{column}”</translation>
    </message>
    <message>
        <source>已经在最上面</source>
        <translation>It is at the top already</translation>
    </message>
    <message>
        <source>已经在最下面</source>
        <translation>It is at the bottom already</translation>
    </message>
    <message>
        <source>上移</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>下移</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>取消标记</source>
        <translation>Take the mark away</translation>
    </message>
    <message>
        <source>标记</source>
        <translation>Mark</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>复制为表格</source>
        <translation>Copy as a table</translation>
    </message>
    <message>
        <source>删除 {n} 个已标记的任务</source>
        <translation>Remove {n} marked tasks</translation>
    </message>
    <message>
        <source>删除任务</source>
        <translation>Remove task</translation>
    </message>
    <message>
        <source>列名、顺序和上限…</source>
        <translation>Names, order and limits of columns…</translation>
    </message>
    <message>
        <source>新建任务</source>
        <translation>New task</translation>
    </message>
</context>
<context>
    <name>BoardFilters</name>
    <message>
        <source>任务、负责人、客户</source>
        <translation>Task, owner, account</translation>
    </message>
    <message>
        <source>负责人</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>逾期</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>按客户</source>
        <translation>By account</translation>
    </message>
    <message>
        <source>同一客户的任务放在一起</source>
        <translation>Keep the tasks of an account together</translation>
    </message>
    <message>
        <source>没有负责人</source>
        <translation>No owner</translation>
    </message>
</context>
<context>
    <name>BookPage</name>
    <message>
        <source>客户书</source>
        <translation>Book</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>就是文件夹的名字。</source>
        <translation>The folder&apos;s name.</translation>
    </message>
    <message>
        <source>文件夹</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>口令与恢复密钥</source>
        <translation>Passphrase and recovery key</translation>
    </message>
    <message>
        <source>设口令…</source>
        <translation>Set a passphrase…</translation>
    </message>
    <message>
        <source>去掉口令…</source>
        <translation>Remove…</translation>
    </message>
    <message>
        <source>口令</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>换新的…</source>
        <translation>New one…</translation>
    </message>
    <message>
        <source>忘了口令时唯一的办法。换了新的，旧的就打不开这本书了。</source>
        <translation>The only way in without the passphrase. A new one makes the old one useless for this book.</translation>
    </message>
    <message>
        <source>恢复密钥</source>
        <translation>Recovery key</translation>
    </message>
    <message>
        <source>从不</source>
        <translation>Never</translation>
    </message>
    <message>
        <source>空闲锁定，分钟</source>
        <translation>Lock when idle, minutes</translation>
    </message>
    <message>
        <source>更换…</source>
        <translation>Change…</translation>
    </message>
    <message>
        <source>已设口令：没有口令或恢复密钥，谁也打不开这本书和它的备份。</source>
        <translation>A passphrase is set: without it or the recovery key nobody opens this book or its backups.</translation>
    </message>
    <message>
        <source>没有口令：密钥明文存放在文件夹里，拿到文件夹的人就能打开。数据仍是加密的，以后可以补设。</source>
        <translation>No passphrase: the key lies in the folder in plain text, and whoever has the folder can open the book. The data is encrypted all the same; a passphrase can be set later.</translation>
    </message>
    <message>
        <source>客户书以只读方式打开</source>
        <translation>The book is open for reading only</translation>
    </message>
    <message>
        <source>先设口令</source>
        <translation>Set a passphrase first</translation>
    </message>
    <message>
        <source>离开这么久没动键盘鼠标，就要再输口令。只属于这台电脑。</source>
        <translation>After so long without a key or the mouse it asks for the passphrase. For this computer only.</translation>
    </message>
    <message>
        <source>没有口令，锁了也没有用；先设口令。</source>
        <translation>Locking is of no use without a passphrase: set one first.</translation>
    </message>
    <message>
        <source>更新备份的密钥</source>
        <translation>Updating the keys of the backups</translation>
    </message>
</context>
<context>
    <name>BudgetView</name>
    <message>
        <source>全年上限</source>
        <translation>Limit of the year</translation>
    </message>
    <message>
        <source>预算</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>安排里有费用的会自动列在这里；其余的自己加，或从 Excel 粘贴。</source>
        <translation>Items of the plan with a cost are listed here by themselves; add the rest, or paste it from Excel.</translation>
    </message>
    <message numerus="yes">
        <source>另有 %n 行是别的币种，没有加进来。</source>
        <translation>
            <numerusform>%n more line is in another currency and not in the sums.</numerusform>
            <numerusform>%n more lines are in other currencies and not in the sums.</numerusform>
        </translation>
    </message>
    <message>
        <source>全年</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>已花 {n}</source>
        <translation>{n} spent</translation>
    </message>
    <message>
        <source>占计划 {n}%</source>
        <translation>{n}% of plan</translation>
    </message>
    <message>
        <source>已花</source>
        <translation>Spent</translation>
    </message>
    <message>
        <source>超出上限</source>
        <translation>over the limit</translation>
    </message>
    <message>
        <source>上限减计划</source>
        <translation>limit − planned</translation>
    </message>
    <message>
        <source>没有设上限</source>
        <translation>no limit set</translation>
    </message>
    <message>
        <source>还可安排</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>{n} 行 · 计划 {planned} · 已花 {spent}</source>
        <translation>Lines: {n} · planned {planned} · spent {spent}</translation>
    </message>
    <message>
        <source>{name}，{month}，计划 {planned}，已花 {spent}</source>
        <translation>{name}, {month}, planned {planned}, spent {spent}</translation>
    </message>
    <message>
        <source>新预算</source>
        <translation>New line</translation>
    </message>
    <message>
        <source>已加一行预算。</source>
        <translation>Budget line added.</translation>
    </message>
    <message numerus="yes">
        <source>已删 %n 行预算。</source>
        <translation>
            <numerusform>%n budget line removed.</numerusform>
            <numerusform>%n budget lines removed.</numerusform>
        </translation>
    </message>
    <message>
        <source>已改预算上限。</source>
        <translation>Limit of the year changed.</translation>
    </message>
</context>
<context>
    <name>BulkBar</name>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>取消选择</source>
        <translation>Clear the selection</translation>
    </message>
    <message>
        <source>取消选择 Esc</source>
        <translation>Clear the selection Esc</translation>
    </message>
    <message>
        <source>所选客户</source>
        <translation>Selected accounts</translation>
    </message>
</context>
<context>
    <name>BurnChart</name>
    <message>
        <source>{day}，未完成 {open}，共 {all}</source>
        <translation>{day}: {open} open of {all}</translation>
    </message>
    <message>
        <source>燃尽图</source>
        <translation>Burn-down</translation>
    </message>
    <message>
        <source>{name}：{value}</source>
        <translation>{name}: {value}</translation>
    </message>
    <message>
        <source>还没有任务。</source>
        <translation>No tasks yet.</translation>
    </message>
</context>
<context>
    <name>CalendarChips</name>
    <message>
        <source>健康</source>
        <translation>Health</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>预测</source>
        <translation>Forecast</translation>
    </message>
    <message>
        <source>分层</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>自动续约</source>
        <translation>Auto-renewal</translation>
    </message>
    <message>
        <source>月付</source>
        <translation>Monthly</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>否</source>
        <translation>No</translation>
    </message>
</context>
<context>
    <name>CalendarExport</name>
    <message numerus="yes">
        <source>导出 %n 份合同</source>
        <translation>
            <numerusform>Export %n contract</numerusform>
            <numerusform>Export %n contracts</numerusform>
        </translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message numerus="yes">
        <source>已导出 %n 份合同：{path}</source>
        <translation>
            <numerusform>%n contract exported: {path}</numerusform>
            <numerusform>%n contracts exported: {path}</numerusform>
        </translation>
    </message>
    <message>
        <source>导出日历文件</source>
        <translation>Export a calendar file</translation>
    </message>
    <message numerus="yes">
        <source>已导出 %n 个日程：{path}</source>
        <translation>
            <numerusform>%n event exported: {path}</numerusform>
            <numerusform>%n events exported: {path}</numerusform>
        </translation>
    </message>
    <message>
        <source>随客户书更新的日历文件（不加密，谁都能读）</source>
        <translation>A calendar file that follows the book (not encrypted: anybody can read it)</translation>
    </message>
    <message>
        <source>客户书每次改动后都会更新：{path}</source>
        <translation>Written anew after each change of the book: {path}</translation>
    </message>
    <message>
        <source>不再更新日历文件，原文件留着。</source>
        <translation>The calendar file is no longer updated; it stays where it is.</translation>
    </message>
</context>
<context>
    <name>CalendarLook</name>
    <message>
        <source>自选</source>
        <translation>Custom</translation>
    </message>
    <message>
        <source>排序：{name}</source>
        <translation>Sorted by: {name}</translation>
    </message>
    <message>
        <source>分组</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>分组：{name}</source>
        <translation>Group by: {name}</translation>
    </message>
</context>
<context>
    <name>CalendarPane</name>
    <message>
        <source>客户</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>合同</source>
        <translation>Contracts</translation>
    </message>
    <message>
        <source>产品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>分层</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>到期</source>
        <translation>End</translation>
    </message>
    <message>
        <source>决策日</source>
        <translation>Decision</translation>
    </message>
    <message>
        <source>距今</source>
        <translation>In</translation>
    </message>
    <message>
        <source>合同额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>年化</source>
        <translation>Annual</translation>
    </message>
    <message>
        <source>健康度</source>
        <translation>Health</translation>
    </message>
    <message>
        <source>续约轨道</source>
        <translation>Track</translation>
    </message>
    <message>
        <source>预测</source>
        <translation>Forecast</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>红</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>黄</source>
        <translation>Yellow</translation>
    </message>
    <message>
        <source>绿</source>
        <translation>Green</translation>
    </message>
    <message>
        <source>未评</source>
        <translation>Unscored</translation>
    </message>
    <message>
        <source>待办</source>
        <translation>To do</translation>
    </message>
    <message>
        <source>已续</source>
        <translation>renewed</translation>
    </message>
    <message>
        <source>未续</source>
        <translation>not renewed</translation>
    </message>
    <message>
        <source>承诺</source>
        <translation>Committed</translation>
    </message>
    <message>
        <source>可能</source>
        <translation>Likely</translation>
    </message>
    <message>
        <source>风险</source>
        <translation>At risk</translation>
    </message>
    <message>
        <source>已失</source>
        <translation>Lost</translation>
    </message>
    <message>
        <source>续约谈判</source>
        <translation>Talks</translation>
    </message>
    <message>
        <source>价值工作坊</source>
        <translation>Workshop</translation>
    </message>
    <message>
        <source>分层报价</source>
        <translation>Tiered quote</translation>
    </message>
    <message>
        <source>签署</source>
        <translation>Signing</translation>
    </message>
    <message>
        <source>到账</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>未开始</source>
        <translation>not begun</translation>
    </message>
    <message>
        <source>进行中</source>
        <translation>Under way</translation>
    </message>
    <message>
        <source>逾期</source>
        <translation>overdue</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>跳过</source>
        <translation>skipped</translation>
    </message>
    <message>
        <source>按月</source>
        <translation>monthly</translation>
    </message>
    <message>
        <source>还有 {days}</source>
        <translation>{days} left</translation>
    </message>
    <message>
        <source>已由 {codes} 续约</source>
        <translation>renewed by {codes}</translation>
    </message>
    <message>
        <source>（推断）</source>
        <translation> (inferred)</translation>
    </message>
    <message>
        <source>{forecast}：按健康度推定，按 1–4 自己定</source>
        <translation>{forecast}: taken from the health; 1–4 states your own</translation>
    </message>
    <message>
        <source>优先级</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>到期日</source>
        <translation>End</translation>
    </message>
    <message>
        <source>不分组</source>
        <translation>No groups</translation>
    </message>
    <message>
        <source>到期月</source>
        <translation>Month of end</translation>
    </message>
    <message>
        <source>未填</source>
        <translation>Not filled in</translation>
    </message>
    <message>
        <source>合同日历</source>
        <translation>Contract calendar</translation>
    </message>
    <message>
        <source>拖入合同表，每份合同会按到期日排进年历。</source>
        <translation>Drop a table of contracts: each takes its place in the year by the day it ends.</translation>
    </message>
    <message>
        <source>还没有合同。</source>
        <translation>No contracts yet.</translation>
    </message>
    <message>
        <source>导入文件夹…</source>
        <translation>Import a folder…</translation>
    </message>
    <message>
        <source>上半年</source>
        <translation>H1</translation>
    </message>
    <message>
        <source>下半年</source>
        <translation>H2</translation>
    </message>
    <message>
        <source>{month}到期</source>
        <translation>Due in {month}</translation>
    </message>
    <message>
        <source>{half}到期</source>
        <translation>Due in {half}</translation>
    </message>
    <message>
        <source>按月合同</source>
        <translation>Monthly contracts</translation>
    </message>
    <message>
        <source>{year} 年到期</source>
        <translation>Due in {year}</translation>
    </message>
    <message>
        <source>{year}–{next} 年到期</source>
        <translation>Due in {year}–{next}</translation>
    </message>
    <message>
        <source>全部合同</source>
        <translation>All contracts</translation>
    </message>
    <message>
        <source>1 份</source>
        <translation>1 contract</translation>
    </message>
    <message>
        <source>{count} 份</source>
        <translation>{count} contracts</translation>
    </message>
    <message>
        <source>已提前续约 {count}，到账</source>
        <translation>{count} renewed early, received </translation>
    </message>
    <message>
        <source>续约 {count}</source>
        <translation>{count} renewed</translation>
    </message>
    <message>
        <source>未续 {count}</source>
        <translation>{count} lost</translation>
    </message>
    <message>
        <source>待办 {count}</source>
        <translation>{count} open</translation>
    </message>
    <message>
        <source>续费率</source>
        <translation>Renewal value rate</translation>
    </message>
    <message>
        <source>已续 {count}</source>
        <translation>{count} done</translation>
    </message>
    <message>
        <source>到期 {count}</source>
        <translation>{count} due</translation>
    </message>
    <message>
        <source>月目标 {goal}（全年 {target} ÷ 12）</source>
        <translation>Goal of a month {goal} (the year&apos;s {target} ÷ 12)</translation>
    </message>
    <message>
        <source>到账 {amount}</source>
        <translation>{amount} received</translation>
    </message>
    <message>
        <source>无到期</source>
        <translation>None due</translation>
    </message>
</context>
<context>
    <name>CalendarTools</name>
    <message>
        <source>选中的合同已有结果，不再预测。</source>
        <translation>The chosen contracts have their result: there is nothing to forecast.</translation>
    </message>
    <message>
        <source>按健康度</source>
        <translation>by health</translation>
    </message>
    <message numerus="yes">
        <source>已把 %n 份合同的预测改为{words}。</source>
        <translation>
            <numerusform>Forecast of %n contract set to {words}.</numerusform>
            <numerusform>Forecast of %n contracts set to {words}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>已复制 %n 行。</source>
        <translation>
            <numerusform>%n row copied.</numerusform>
            <numerusform>%n rows copied.</numerusform>
        </translation>
    </message>
    <message>
        <source>看年历</source>
        <translation>Show the year</translation>
    </message>
    <message>
        <source>看月历</source>
        <translation>Show the month</translation>
    </message>
    <message>
        <source>看合同列表</source>
        <translation>Show the list of contracts</translation>
    </message>
    <message>
        <source>上一月</source>
        <translation>Previous month</translation>
    </message>
    <message>
        <source>上一年</source>
        <translation>Previous year</translation>
    </message>
    <message>
        <source>下一月</source>
        <translation>Next month</translation>
    </message>
    <message>
        <source>下一年</source>
        <translation>Next year</translation>
    </message>
    <message>
        <source>达标路径</source>
        <translation>Path to target</translation>
    </message>
    <message>
        <source>没有选中合同。</source>
        <translation>No contract is selected.</translation>
    </message>
    <message numerus="yes">
        <source>%n 份合同</source>
        <translation>
            <numerusform>%n contract</numerusform>
            <numerusform>%n contracts</numerusform>
        </translation>
    </message>
    <message>
        <source>看续约轨道：{whom}</source>
        <translation>Open the renewal track: {whom}</translation>
    </message>
    <message>
        <source>打开客户：{whom}</source>
        <translation>Open account: {whom}</translation>
    </message>
    <message>
        <source>预测{forecast}：{whom}</source>
        <translation>Forecast {forecast}: {whom}</translation>
    </message>
    <message>
        <source>预测按健康度：{whom}</source>
        <translation>Forecast by health: {whom}</translation>
    </message>
    <message>
        <source>没有筛选。</source>
        <translation>There is no filter.</translation>
    </message>
    <message>
        <source>筛选合同</source>
        <translation>Filter the contracts</translation>
    </message>
    <message>
        <source>逐个走过筛选条件</source>
        <translation>Go through the filter chips</translation>
    </message>
    <message>
        <source>清除筛选</source>
        <translation>Clear filter</translation>
    </message>
    <message>
        <source>选择列</source>
        <translation>Choose columns</translation>
    </message>
    <message>
        <source>排序：{name}</source>
        <translation>Sort by: {name}</translation>
    </message>
    <message>
        <source>分组：{name}</source>
        <translation>Group by: {name}</translation>
    </message>
    <message>
        <source>复制为表格</source>
        <translation>Copy as a table</translation>
    </message>
    <message>
        <source>到风险矩阵</source>
        <translation>Go to the risk matrix</translation>
    </message>
    <message>
        <source>距决策日，{year} 年到期的合同</source>
        <translation>Days to decision, contracts due in {year}</translation>
    </message>
    <message>
        <source>距决策日，全部合同</source>
        <translation>Days to decision, all contracts</translation>
    </message>
    <message>
        <source>{year} 年的到期月</source>
        <translation>Month of end in {year}</translation>
    </message>
    <message>
        <source>评级规则</source>
        <translation>How cells are graded</translation>
    </message>
    <message>
        <source>导出日历 .ics…</source>
        <translation>Export calendar .ics…</translation>
    </message>
    <message>
        <source>随客户书更新的 .ics…</source>
        <translation>.ics kept up to date with the book…</translation>
    </message>
    <message>
        <source>不再更新 .ics</source>
        <translation>Stop updating the .ics</translation>
    </message>
    <message>
        <source>导出表格…</source>
        <translation>Export a table…</translation>
    </message>
    <message>
        <source>导出选中的合同…</source>
        <translation>Export selected contracts…</translation>
    </message>
    <message>
        <source>导出选中合同的 .ics…</source>
        <translation>Export .ics of selected contracts…</translation>
    </message>
</context>
<context>
    <name>CardActs</name>
    <message>
        <source>“{column}”有 {count} 张卡片，上限是 {limit}。</source>
        <translation>&apos;{column}&apos; holds {count} cards; its limit is {limit}.</translation>
    </message>
    <message>
        <source>先开作战室，才能加任务。</source>
        <translation>Open a war room first: tasks belong to one.</translation>
    </message>
    <message>
        <source>已删除：{card}</source>
        <translation>Removed: {card}</translation>
    </message>
    <message numerus="yes">
        <source>已删除 %n 张卡片。</source>
        <translation>
            <numerusform>%n card removed.</numerusform>
            <numerusform>%n cards removed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CardForm</name>
    <message>
        <source>客户</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>任务</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Detail</translation>
    </message>
    <message>
        <source>怎么回事，要做到什么</source>
        <translation>What is wrong, what is to be reached</translation>
    </message>
    <message>
        <source>负责人</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>截止日</source>
        <translation>Deadline</translation>
    </message>
    <message>
        <source>验收标准</source>
        <translation>Acceptance criteria</translation>
    </message>
    <message>
        <source>怎样算完成，最好能量</source>
        <translation>When it counts as done, best in figures</translation>
    </message>
    <message>
        <source>工单</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>在浏览器里打开</source>
        <translation>Open in the browser</translation>
    </message>
    <message>
        <source>打开工单</source>
        <translation>Open ticket</translation>
    </message>
    <message>
        <source>已改任务：{title}</source>
        <translation>Task changed: {title}</translation>
    </message>
    <message>
        <source>已建任务：{title}</source>
        <translation>Task made: {title}</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>CardObject</name>
    <message>
        <source>还没有写</source>
        <translation>Not written yet</translation>
    </message>
    <message>
        <source>客户案例</source>
        <translation>Customer case</translation>
    </message>
    <message>
        <source>问题</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>计划</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>图表</source>
        <translation>Chart or table</translation>
    </message>
    <message>
        <source>背景</source>
        <translation>Situation</translation>
    </message>
    <message>
        <source>做法</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>根因</source>
        <translation>Root cause</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>步骤 %1</source>
        <translation>Step %1</translation>
    </message>
</context>
<context>
    <name>CardPage</name>
    <message>
        <source>没有选中的任务</source>
        <translation>No task chosen</translation>
    </message>
    <message>
        <source>在看板上选一张卡片，这里显示它的说明、检查项和评论。</source>
        <translation>Choose a card on the board: its detail, checklist and comments are shown here.</translation>
    </message>
    <message>
        <source>列</source>
        <translation>Column</translation>
    </message>
    <message>
        <source>删除任务</source>
        <translation>Remove task</translation>
    </message>
    <message>
        <source>动向</source>
        <translation>Moves</translation>
    </message>
    <message>
        <source>打开客户：{name}</source>
        <translation>Open account: {name}</translation>
    </message>
    <message>
        <source>新任务，进“{column}”</source>
        <translation>New task in “{column}”</translation>
    </message>
    <message>
        <source>已移到{column}：{title}</source>
        <translation>Moved to {column}: {title}</translation>
    </message>
    <message>
        <source>已删任务：{title}</source>
        <translation>Task removed: {title}</translation>
    </message>
</context>
<context>
    <name>CardPainter</name>
    <message>
        <source>缺验收标准</source>
        <translation>No acceptance criteria</translation>
    </message>
    <message>
        <source>缺负责人</source>
        <translation>No owner</translation>
    </message>
    <message>
        <source>{n} 天</source>
        <translation>{n} d</translation>
    </message>
    <message>
        <source>或按</source>
        <translation>or press</translation>
    </message>
</context>
<context>
    <name>CardWalk</name>
    <message>
        <source>上一个任务 K</source>
        <translation>Previous task K</translation>
    </message>
    <message>
        <source>下一个任务 J</source>
        <translation>Next task J</translation>
    </message>
    <message>
        <source>上一个任务</source>
        <translation>Previous task</translation>
    </message>
    <message>
        <source>下一个任务</source>
        <translation>Next task</translation>
    </message>
    <message>
        <source>没有未完成的任务</source>
        <translation>No open tasks</translation>
    </message>
    <message>
        <source>任务 {place}/{count}</source>
        <translation>Task {place}/{count}</translation>
    </message>
</context>
<context>
    <name>CardWords</name>
    <message>
        <source>客户</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>任务</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Detail</translation>
    </message>
    <message>
        <source>列</source>
        <translation>Column</translation>
    </message>
    <message>
        <source>负责人</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>截止日</source>
        <translation>Deadline</translation>
    </message>
    <message>
        <source>验收标准</source>
        <translation>Acceptance criteria</translation>
    </message>
    <message>
        <source>工单</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>已标记</source>
        <translation>marked</translation>
    </message>
    <message>
        <source>负责人 {name}</source>
        <translation>owner {name}</translation>
    </message>
    <message>
        <source>检查项 {done}/{all}</source>
        <translation>checklist {done}/{all}</translation>
    </message>
    <message>
        <source>{n} 条评论</source>
        <translation>comments: {n}</translation>
    </message>
    <message>
        <source>截止 {day}</source>
        <translation>due {day}</translation>
    </message>
    <message>
        <source>工单 {link}</source>
        <translation>ticket {link}</translation>
    </message>
    <message>
        <source>验收标准 {words}</source>
        <translation>accepted by {words}</translation>
    </message>
    <message>
        <source>（已验收）</source>
        <translation> (accepted)</translation>
    </message>
</context>
<context>
    <name>CaseForm</name>
    <message>
        <source>客户案例</source>
        <translation>Customer case</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>不关联</source>
        <translation>Not linked</translation>
    </message>
    <message>
        <source>作战室</source>
        <translation>War room</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>背景</source>
        <translation>Situation</translation>
    </message>
    <message>
        <source>做法</source>
        <translation>What was done</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>打开客户</source>
        <translation>Open account</translation>
    </message>
    <message>
        <source>打开作战室</source>
        <translation>Open war room</translation>
    </message>
</context>
<context>
    <name>CategoryList</name>
    <message>
        <source>{what}，已选</source>
        <translation>{what}, chosen</translation>
    </message>
</context>
<context>
    <name>ChangeRows</name>
    <message>
        <source>昨天以来</source>
        <translation>Since yesterday</translation>
    </message>
</context>
<context>
    <name>ChapterActs</name>
    <message>
        <source>没有选中章节。</source>
        <translation>No chapter is selected.</translation>
    </message>
    <message>
        <source>：{chapter}</source>
        <translation>: {chapter}</translation>
    </message>
    <message>
        <source>显示</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>隐藏</source>
        <translation>Hide</translation>
    </message>
    <message>
        <source>这一章就是自动生成的。</source>
        <translation>This chapter is the one written from the data.</translation>
    </message>
    <message>
        <source>加一章</source>
        <translation>Add a chapter</translation>
    </message>
    <message>
        <source>改章名</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>上移</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>下移</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>恢复为自动生成</source>
        <translation>Back to the text from the data</translation>
    </message>
    <message>
        <source>写一个客户的回顾（QBR）…</source>
        <translation>Review of one customer (QBR)…</translation>
    </message>
    <message>
        <source>回到整本的自评</source>
        <translation>Back to the self-review</translation>
    </message>
    <message>
        <source>删去</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>已加一章。</source>
        <translation>Chapter added.</translation>
    </message>
    <message>
        <source>已改章名。</source>
        <translation>Chapter renamed.</translation>
    </message>
    <message>
        <source>已移动：{chapter}</source>
        <translation>Moved: {chapter}</translation>
    </message>
    <message>
        <source>已显示：{chapter}</source>
        <translation>Shown: {chapter}</translation>
    </message>
    <message>
        <source>已隐藏：{chapter}</source>
        <translation>Hidden: {chapter}</translation>
    </message>
    <message>
        <source>已恢复自动生成：{chapter}</source>
        <translation>Back to the text from the data: {chapter}</translation>
    </message>
    <message>
        <source>已删去：{chapter}</source>
        <translation>Deleted: {chapter}</translation>
    </message>
    <message>
        <source>写谁的回顾</source>
        <translation>Whose review</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>没有这个客户。</source>
        <translation>No such account.</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
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
        <source>加一章</source>
        <translation>Add a chapter</translation>
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
        <source>{chapter}，已隐藏</source>
        <translation>{chapter}, hidden</translation>
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
    <name>CheckList</name>
    <message>
        <source>已答 {n} 项</source>
        <translation>{n} answered</translation>
    </message>
    <message>
        <source>注：{words}</source>
        <translation>Note: {words}</translation>
    </message>
    <message>
        <source>要改：{title}</source>
        <translation>To correct: {title}</translation>
    </message>
    <message>
        <source>要看：{title}</source>
        <translation>To look at: {title}</translation>
    </message>
    <message>
        <source>改正</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>插入</source>
        <translation>Insert</translation>
    </message>
    <message>
        <source>加注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>去写</source>
        <translation>Write</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>检查出的问题</source>
        <translation>Problems found</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>错误</source>
        <translation>Errors</translation>
    </message>
    <message>
        <source>警告</source>
        <translation>Warnings</translation>
    </message>
    <message>
        <source>显示</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>改这一格</source>
        <translation>Edit the cell</translation>
    </message>
    <message>
        <source>用建议</source>
        <translation>Take the suggestion</translation>
    </message>
    <message>
        <source>略过这一行</source>
        <translation>Leave the row out</translation>
    </message>
    <message>
        <source>同类</source>
        <translation>Alike</translation>
    </message>
    <message>
        <source>名称都按建议</source>
        <translation>All names as suggested</translation>
    </message>
    <message>
        <source>恢复原样</source>
        <translation>Put everything back</translation>
    </message>
    <message>
        <source>导出有错的行…</source>
        <translation>Export rows with errors…</translation>
    </message>
    <message>
        <source>没有问题。</source>
        <translation>No problems.</translation>
    </message>
    <message>
        <source>可以去看写入以后会怎样。</source>
        <translation>Next, see what writing would do.</translation>
    </message>
    <message>
        <source>还有 {n} 个没有列出，“同类”也会一起处理它们。</source>
        <translation>{n} more are not listed; “alike” covers them too.</translation>
    </message>
    <message>
        <source>没有选中问题。</source>
        <translation>No problem is selected.</translation>
    </message>
    <message>
        <source>这个问题不在某一格里。</source>
        <translation>This problem is not one of a single cell.</translation>
    </message>
    <message>
        <source>这个问题没有唯一的建议。</source>
        <translation>There is no single suggestion for this problem.</translation>
    </message>
    <message numerus="yes">
        <source>%n 处用建议</source>
        <translation>
            <numerusform>Take %n suggestion</numerusform>
            <numerusform>Take %n suggestions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>略过 %n 处的行</source>
        <translation>
            <numerusform>Leave %n row out</numerusform>
            <numerusform>Leave %n rows out</numerusform>
        </translation>
    </message>
    <message>
        <source>这个问题不在某一行里。</source>
        <translation>This problem is not one of a single row.</translation>
    </message>
    <message>
        <source>同类 {n} 处</source>
        <translation>{n} alike</translation>
    </message>
    <message>
        <source>没有同类的问题。</source>
        <translation>No other problem is like this one.</translation>
    </message>
    <message numerus="yes">
        <source>%n 个名称都按建议</source>
        <translation>
            <numerusform>%n name as suggested</numerusform>
            <numerusform>All %n names as suggested</numerusform>
        </translation>
    </message>
    <message>
        <source>文件里的这一行</source>
        <translation>This row in the file</translation>
    </message>
    <message numerus="yes">
        <source>另有 %n 格也是“{old}”，都改成“{new}”</source>
        <translation>
            <numerusform>%n more cell is “{old}”: change it to “{new}” too</numerusform>
            <numerusform>%n more cells are “{old}”: change all to “{new}”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 处都用建议</source>
        <translation>
            <numerusform>Take the suggestion in %n place</numerusform>
            <numerusform>Take the suggestion in all %n places</numerusform>
        </translation>
    </message>
    <message>
        <source>都作为新客户</source>
        <translation>All as new accounts</translation>
    </message>
    <message numerus="yes">
        <source>%n 行都略过</source>
        <translation>
            <numerusform>Leave %n row out</numerusform>
            <numerusform>Leave all %n rows out</numerusform>
        </translation>
    </message>
    <message>
        <source>导出有错的行</source>
        <translation>Export rows with errors</translation>
    </message>
    <message>
        <source>有错的行</source>
        <translation>Rows with errors</translation>
    </message>
    <message>
        <source>已导出有错的行：{path}</source>
        <translation>Rows with errors exported: {path}</translation>
    </message>
</context>
<context>
    <name>CheckPanel</name>
    <message>
        <source>检查</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>没有要看的。</source>
        <translation>Nothing to look at.</translation>
    </message>
    <message>
        <source>写一句说明，Enter 保存</source>
        <translation>A sentence of explanation, Enter keeps it</translation>
    </message>
    <message>
        <source>注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>{n} 项待看，{m} 个数字与数据一致</source>
        <translation>{n} to look at, {m} figures agree</translation>
    </message>
    <message>
        <source>{m} 个数字与数据一致</source>
        <translation>{m} figures agree with the data</translation>
    </message>
    <message>
        <source>到正文</source>
        <translation>Go to the text</translation>
    </message>
    <message>
        <source>改注</source>
        <translation>Change note</translation>
    </message>
    <message>
        <source>撤回加注</source>
        <translation>Take back note</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>加注</source>
        <translation>Note</translation>
    </message>
</context>
<context>
    <name>Checking</name>
    <message>
        <source>已加注：{title}</source>
        <translation>Noted: {title}</translation>
    </message>
    <message>
        <source>已撤回加注：{title}</source>
        <translation>Note withdrawn: {title}</translation>
    </message>
</context>
<context>
    <name>Checklist</name>
    <message>
        <source>{what} 已齐</source>
        <translation>{what} done</translation>
    </message>
    <message>
        <source>{what} 还缺</source>
        <translation>{what} missing</translation>
    </message>
    <message>
        <source>检查项</source>
        <translation>Checklist</translation>
    </message>
    <message>
        <source>加一项，Enter 记下</source>
        <translation>Add an item, Enter</translation>
    </message>
    <message>
        <source>加检查项</source>
        <translation>Add an item</translation>
    </message>
    <message>
        <source>已加检查项：{words}</source>
        <translation>Item added: {words}</translation>
    </message>
    <message>
        <source>已勾：{words}</source>
        <translation>Ticked: {words}</translation>
    </message>
    <message>
        <source>取消勾选：{words}</source>
        <translation>Unticked: {words}</translation>
    </message>
    <message>
        <source>已改检查项：{words}</source>
        <translation>Item changed: {words}</translation>
    </message>
    <message>
        <source>已删检查项：{words}</source>
        <translation>Item removed: {words}</translation>
    </message>
    <message>
        <source>已移动检查项：{words}</source>
        <translation>Item moved: {words}</translation>
    </message>
    <message>
        <source>交接清单</source>
        <translation>Checklist</translation>
    </message>
    <message>
        <source>模板…</source>
        <translation>Template…</translation>
    </message>
    <message>
        <source>改清单模板</source>
        <translation>Change the template</translation>
    </message>
    <message>
        <source>加一项：要交接什么</source>
        <translation>Add an item: what is handed over</translation>
    </message>
    <message>
        <source>加一项</source>
        <translation>Add an item</translation>
    </message>
    <message>
        <source>空格 完成 · ↵ 改 · Alt ↑ ↓ 移动 · Delete 删除</source>
        <translation>Space done · ↵ change · Alt ↑ ↓ move · Delete remove</translation>
    </message>
    <message>
        <source>已完成：{item}</source>
        <translation>Done: {item}</translation>
    </message>
    <message>
        <source>没完成：{item}</source>
        <translation>Not done: {item}</translation>
    </message>
    <message>
        <source>已删除：{item}</source>
        <translation>Removed: {item}</translation>
    </message>
    <message>
        <source>已加：{item}</source>
        <translation>Added: {item}</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>期间：{period}</source>
        <translation>Period: {period}</translation>
    </message>
    <message>
        <source>截至 {day}</source>
        <translation>As of {day}</translation>
    </message>
</context>
<context>
    <name>ClockBar</name>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>从头计时</source>
        <translation>Start the clock over</translation>
    </message>
    <message>
        <source>停</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>开始</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>站会计时：{what}</source>
        <translation>Stand-up clock: {what}</translation>
    </message>
</context>
<context>
    <name>ClockFace</name>
    <message>
        <source>站会已超时 {time}</source>
        <translation>Stand-up: {time} over</translation>
    </message>
    <message>
        <source>站会还剩 {time}</source>
        <translation>Stand-up: {time} left</translation>
    </message>
</context>
<context>
    <name>ClosedReview</name>
    <message>
        <source>目标</source>
        <translation>Goal</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Days</translation>
    </message>
    <message>
        <source>根因</source>
        <translation>Root cause</translation>
    </message>
    <message>
        <source>没有稳住，为什么关闭</source>
        <translation>Not held: why it was closed</translation>
    </message>
    <message>
        <source>什么起了作用</source>
        <translation>What worked</translation>
    </message>
    <message>
        <source>以后怎么改</source>
        <translation>What changes</translation>
    </message>
    <message>
        <source>重新打开</source>
        <translation>Open again</translation>
    </message>
    <message>
        <source>打开客户</source>
        <translation>Open account</translation>
    </message>
    <message>
        <source>已关闭：{account}</source>
        <translation>Closed: {account}</translation>
    </message>
    <message>
        <source>没有稳住就关闭</source>
        <translation>Closed before 60 was held</translation>
    </message>
    <message>
        <source>稳住后关闭</source>
        <translation>Closed after 60 was held</translation>
    </message>
    <message>
        <source>已重开作战室：{account}</source>
        <translation>War room opened again: {account}</translation>
    </message>
</context>
<context>
    <name>ClosingForm</name>
    <message>
        <source>关闭日</source>
        <translation>Closing day</translation>
    </message>
    <message>
        <source>选一个</source>
        <translation>Choose one</translation>
    </message>
    <message>
        <source>没有稳住，为什么关闭</source>
        <translation>Not held: why it is closed</translation>
    </message>
    <message>
        <source>根因</source>
        <translation>Root cause</translation>
    </message>
    <message>
        <source>什么起了作用</source>
        <translation>What worked</translation>
    </message>
    <message>
        <source>以后怎么改</source>
        <translation>What changes</translation>
    </message>
    <message>
        <source>复盘会进入自评报告的“问题与根因”和“改进计划”。</source>
        <translation>The review goes into Problems and causes and Improvement plan of the self-review.</translation>
    </message>
    <message>
        <source>关闭作战室</source>
        <translation>Close war room</translation>
    </message>
    <message>
        <source>关闭作战室：{account}</source>
        <translation>Close war room: {account}</translation>
    </message>
    <message numerus="yes">
        <source>还有 %n 个任务没有完成，会随作战室离开看板。</source>
        <translation>
            <numerusform>%n task is not done; it leaves the board with the war room.</numerusform>
            <numerusform>%n tasks are not done; they leave the board with the war room.</numerusform>
        </translation>
    </message>
    <message>
        <source>请填关闭日。</source>
        <translation>Say on which day it is closed.</translation>
    </message>
    <message>
        <source>已关闭作战室：{account}</source>
        <translation>War room closed: {account}</translation>
    </message>
</context>
<context>
    <name>Column</name>
    <message>
        <source>没有符合筛选的任务</source>
        <translation>No task passes the filter</translation>
    </message>
    <message>
        <source>点 + 新建任务</source>
        <translation>Press + for a new task</translation>
    </message>
    <message>
        <source>验收后拖到这里</source>
        <translation>Drop here when accepted</translation>
    </message>
    <message>
        <source>拖到这里</source>
        <translation>Drop here</translation>
    </message>
</context>
<context>
    <name>ColumnRow</name>
    <message>
        <source>列名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>上限</source>
        <translation>Limit</translation>
    </message>
    <message>
        <source>不限</source>
        <translation>none</translation>
    </message>
    <message>
        <source>{column}列名</source>
        <translation>Name of {column}</translation>
    </message>
    <message>
        <source>{column}上限</source>
        <translation>Limit of {column}</translation>
    </message>
    <message>
        <source>{column}往左移</source>
        <translation>Move {column} to the left</translation>
    </message>
    <message>
        <source>{column}往右移</source>
        <translation>Move {column} to the right</translation>
    </message>
    <message>
        <source>往左移 Alt ↑</source>
        <translation>Move to the left  Alt ↑</translation>
    </message>
    <message>
        <source>往右移 Alt ↓</source>
        <translation>Move to the right  Alt ↓</translation>
    </message>
    <message>
        <source>已经是第一列</source>
        <translation>It is the first column already</translation>
    </message>
    <message>
        <source>已经是最后一列</source>
        <translation>It is the last column already</translation>
    </message>
</context>
<context>
    <name>ColumnRows</name>
    <message>
        <source>不导入</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>自定义列：{name}</source>
        <translation>Own column: {name}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>空</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>元</source>
        <translation>yuan</translation>
    </message>
    <message>
        <source>天</source>
        <translation>days</translation>
    </message>
    <message>
        <source>小时</source>
        <translation>hours</translation>
    </message>
    <message>
        <source>分钟</source>
        <translation>minutes</translation>
    </message>
    <message>
        <source>文件中的列</source>
        <translation>Column in the file</translation>
    </message>
    <message>
        <source>原值</source>
        <translation>Values</translation>
    </message>
    <message>
        <source>对应到</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>读成</source>
        <translation>Read as</translation>
    </message>
</context>
<context>
    <name>ColumnTitle</name>
    <message>
        <source>{name}列</source>
        <translation>Column {name}</translation>
    </message>
    <message>
        <source>列名、顺序和上限</source>
        <translation>Names, order and limits of columns</translation>
    </message>
    <message>
        <source>在{name}里新建任务</source>
        <translation>New task in {name}</translation>
    </message>
    <message>
        <source>新建任务 N</source>
        <translation>New task N</translation>
    </message>
    <message numerus="yes">
        <source>%n 张卡片</source>
        <translation>
            <numerusform>%n card</numerusform>
            <numerusform>%n cards</numerusform>
        </translation>
    </message>
    <message>
        <source>{shown} 张，共 {all} 张</source>
        <translation>{shown} of {all} cards</translation>
    </message>
    <message>
        <source>上限 {limit}</source>
        <translation>limit {limit}</translation>
    </message>
    <message>
        <source>超出上限</source>
        <translation>over the limit</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>ColumnsForm</name>
    <message>
        <source>看板的列</source>
        <translation>Columns of the board</translation>
    </message>
    <message>
        <source>名称留空就用平常的名字，上限留空就不限。超出上限仍可移动，只是这一列的数量会变黄。</source>
        <translation>Leave a name empty for the usual one, a limit empty for none. Cards can be moved beyond a limit; the count of the column then turns yellow.</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>写一个数</source>
        <translation>Enter a number</translation>
    </message>
    <message>
        <source>看板的列已保存</source>
        <translation>The board’s columns are saved</translation>
    </message>
</context>
<context>
    <name>ColumnsMenu</name>
    <message>
        <source>列</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>上移</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>下移</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>固定在左</source>
        <translation>Pin left</translation>
    </message>
    <message>
        <source>宽度复原</source>
        <translation>Reset widths</translation>
    </message>
    <message>
        <source>恢复默认</source>
        <translation>Default columns</translation>
    </message>
    <message>
        <source>显示的列，从左到右</source>
        <translation>Columns shown, from left to right</translation>
    </message>
    <message>
        <source>{name}（固定）</source>
        <translation>{name} (pinned)</translation>
    </message>
    <message>
        <source>不再固定</source>
        <translation>Unpin</translation>
    </message>
</context>
<context>
    <name>ColumnsPage</name>
    <message>
        <source>不导入这张表</source>
        <translation>Skip this table</translation>
    </message>
    <message numerus="yes">
        <source>不认识的 %n 列都保留</source>
        <translation>
            <numerusform>Keep %n unknown column</numerusform>
            <numerusform>Keep %n unknown columns</numerusform>
        </translation>
    </message>
    <message>
        <source>按原来的列名存为自定义列</source>
        <translation>Kept under their own names, as custom columns</translation>
    </message>
    <message numerus="yes">
        <source>按此读出的前 %n 行</source>
        <translation>
            <numerusform>First %n row as read</numerusform>
            <numerusform>First %n rows as read</numerusform>
        </translation>
    </message>
    <message>
        <source>没有可预览的行</source>
        <translation>No rows to preview</translation>
    </message>
    <message>
        <source>按此读出的第 {row} 行</source>
        <translation>Row {row} as read</translation>
    </message>
    <message>
        <source>没有第 {row} 行，或者它是空的</source>
        <translation>There is no row {row}, or it is empty</translation>
    </message>
    <message>
        <source>第 {first}–{last} 行，共 {rows} 行</source>
        <translation>Rows {first}–{last} of {rows}</translation>
    </message>
    <message>
        <source>先在“内容”里选这是什么表；不要的话，在左边按 Delete。</source>
        <translation>Choose under Kind what this table is, or press Delete on the left to skip it.</translation>
    </message>
</context>
<context>
    <name>CommentRow</name>
    <message>
        <source>删掉这条评论</source>
        <translation>Remove this comment</translation>
    </message>
    <message>
        <source>删掉评论：{words}</source>
        <translation>Remove comment: {words}</translation>
    </message>
</context>
<context>
    <name>Comments</name>
    <message>
        <source>评论</source>
        <translation>Comments</translation>
    </message>
    <message>
        <source>写评论</source>
        <translation>Write a comment</translation>
    </message>
    <message>
        <source>谁说了什么，进展到哪</source>
        <translation>Who said what, how far it is</translation>
    </message>
    <message>
        <source>发评论</source>
        <translation>Comment</translation>
    </message>
    <message>
        <source>已评论。</source>
        <translation>Comment added.</translation>
    </message>
    <message>
        <source>已删评论。</source>
        <translation>Comment removed.</translation>
    </message>
</context>
<context>
    <name>CompareBars</name>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>ComparePart</name>
    <message>
        <source>期间对比</source>
        <translation>Compare periods</translation>
    </message>
    <message>
        <source>加期间：2023H2、2024Q1、2024-05</source>
        <translation>Add periods: 2023H2, 2024Q1, 2024-05</translation>
    </message>
    <message>
        <source>加期间</source>
        <translation>Add periods</translation>
    </message>
    <message>
        <source>成组</source>
        <translation>Sets</translation>
    </message>
    <message>
        <source>导出对比表</source>
        <translation>Export the comparison</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{periods}：{reason}</source>
        <translation>{periods}: {reason}</translation>
    </message>
    <message>
        <source>本期、上期、上年同期</source>
        <translation>This, the one before, a year before</translation>
    </message>
    <message>
        <source>四个半年</source>
        <translation>Four half years</translation>
    </message>
    <message>
        <source>{year} 各季度</source>
        <translation>Quarters of {year}</translation>
    </message>
    <message>
        <source>本期各月</source>
        <translation>Months of this period</translation>
    </message>
    <message>
        <source>今年与去年</source>
        <translation>This year and last</translation>
    </message>
    <message>
        <source>{name} 期间对比</source>
        <translation>{name}, periods compared</translation>
    </message>
    <message>
        <source>期间</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>数值</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>与首行比</source>
        <translation>Against first</translation>
    </message>
    <message>
        <source>分子</source>
        <translation>Numerator</translation>
    </message>
    <message>
        <source>分母</source>
        <translation>Denominator</translation>
    </message>
    <message>
        <source>团队</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>截至</source>
        <translation>As of</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>ConflictRows</name>
    <message>
        <source>待选</source>
        <translation>To decide</translation>
    </message>
    <message>
        <source>用文件的</source>
        <translation>The file’s</translation>
    </message>
    <message>
        <source>留手工的，文件没有变</source>
        <translation>By hand; file unchanged</translation>
    </message>
    <message>
        <source>留手工的</source>
        <translation>By hand</translation>
    </message>
    <message>
        <source>手工改过的行</source>
        <translation>Row changed by hand</translation>
    </message>
    <message>
        <source>列</source>
        <translation>Column</translation>
    </message>
    <message>
        <source>上次导入</source>
        <translation>Last import</translation>
    </message>
    <message>
        <source>客户书里</source>
        <translation>In the book</translation>
    </message>
    <message>
        <source>文件里</source>
        <translation>In the file</translation>
    </message>
    <message>
        <source>保留</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>{column}：客户书里 {book}，文件里 {file}</source>
        <translation>{column}: {book} in the book, {file} in the file</translation>
    </message>
</context>
<context>
    <name>ContactForm</name>
    <message>
        <source>生日</source>
        <translation>Birthday</translation>
    </message>
    <message>
        <source>离任日</source>
        <translation>Left on</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>职务</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>邮箱</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>级别</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>高管（CXO 级）</source>
        <translation>Executive (CXO)</translation>
    </message>
    <message>
        <source>新建联系人</source>
        <translation>New contact</translation>
    </message>
    <message>
        <source>改联系人：{name}</source>
        <translation>Edit contact: {name}</translation>
    </message>
    <message>
        <source>已改联系人：{name}</source>
        <translation>Contact changed: {name}</translation>
    </message>
    <message>
        <source>已新建联系人：{name}</source>
        <translation>Contact added: {name}</translation>
    </message>
</context>
<context>
    <name>ContactsPage</name>
    <message>
        <source>联系人</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>新建联系人</source>
        <translation>New contact</translation>
    </message>
    <message>
        <source>高管</source>
        <translation>Executive</translation>
    </message>
    <message>
        <source>还没有联系人。</source>
        <translation>No contacts yet.</translation>
    </message>
    <message>
        <source>按 A 新建一位，或导入联系人表。</source>
        <translation>Press A to add one, or import a table of contacts.</translation>
    </message>
    <message>
        <source>在任 {n} 位</source>
        <translation>{n} there now</translation>
    </message>
    <message>
        <source>高管 {n} 位</source>
        <translation>{n} executive</translation>
    </message>
    <message>
        <source>离任 {n} 位</source>
        <translation>{n} left</translation>
    </message>
    <message>
        <source>改回在任</source>
        <translation>Still there</translation>
    </message>
    <message>
        <source>标为离任</source>
        <translation>Mark as left</translation>
    </message>
    <message>
        <source>没有电话。</source>
        <translation>No phone number.</translation>
    </message>
    <message>
        <source>没有邮箱。</source>
        <translation>No e-mail address.</translation>
    </message>
    <message>
        <source>改联系人</source>
        <translation>Edit contact</translation>
    </message>
    <message>
        <source>复制电话</source>
        <translation>Copy phone number</translation>
    </message>
    <message>
        <source>复制邮箱</source>
        <translation>Copy e-mail address</translation>
    </message>
    <message>
        <source>移除联系人</source>
        <translation>Remove contact</translation>
    </message>
    <message>
        <source>删除个人信息…</source>
        <translation>Erase the person…</translation>
    </message>
    <message>
        <source>已复制：{words}</source>
        <translation>Copied: {words}</translation>
    </message>
    <message>
        <source>已改回在任：{name}</source>
        <translation>Still there: {name}</translation>
    </message>
    <message>
        <source>已标为离任：{name}</source>
        <translation>Marked as left: {name}</translation>
    </message>
    <message>
        <source>已移除联系人：{name}</source>
        <translation>Contact removed: {name}</translation>
    </message>
</context>
<context>
    <name>ContractsPage</name>
    <message>
        <source>合同，按决策日</source>
        <translation>Contracts by decision date</translation>
    </message>
    <message>
        <source>还没有合同。</source>
        <translation>No contracts yet.</translation>
    </message>
    <message>
        <source>导入合同表以后，期限、决策日和到账会列在这里。</source>
        <translation>Import a table of contracts to see terms, decision dates and receipts here.</translation>
    </message>
    <message>
        <source>看依据：{code}</source>
        <translation>Show the evidence: {code}</translation>
    </message>
</context>
<context>
    <name>CountedChips</name>
    <message>
        <source>未填</source>
        <translation>Not filled in</translation>
    </message>
</context>
<context>
    <name>DayBlocks</name>
    <message>
        <source>第 {day} 天，共 {days} 天</source>
        <translation>day {day} of {days}</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>today</translation>
    </message>
    <message>
        <source>非工作日</source>
        <translation>no working day</translation>
    </message>
    <message>
        <source>站会已记</source>
        <translation>stand-up logged</translation>
    </message>
    <message>
        <source>漏开站会</source>
        <translation>stand-up missed</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>；到期：{titles}</source>
        <translation>; due: {titles}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{days} 天倒计时</source>
        <translation>Countdown of {days} days</translation>
    </message>
</context>
<context>
    <name>DayField</name>
    <message>
        <source>日历 Alt ↓</source>
        <translation>Calendar Alt ↓</translation>
    </message>
    <message>
        <source>日历</source>
        <translation>Calendar</translation>
    </message>
    <message>
        <source>看不懂这个日期。可以写 2024-06-30、6月30日、昨天、上周三。</source>
        <translation>This is no day that can be read. Try 2024-06-30, Jun 30, yesterday or last Wednesday.</translation>
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
    <name>DecisionLine</name>
    <message>
        <source>新决定</source>
        <translation>New decision</translation>
    </message>
    <message>
        <source>决定了什么，Enter 成为任务</source>
        <translation>What was decided; Enter makes a task</translation>
    </message>
    <message>
        <source>负责人</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>截止日</source>
        <translation>Deadline</translation>
    </message>
    <message>
        <source>成为任务</source>
        <translation>Make a task</translation>
    </message>
    <message>
        <source>记下</source>
        <translation>Add</translation>
    </message>
</context>
<context>
    <name>DecisionPart</name>
    <message>
        <source>决定</source>
        <translation>Decisions</translation>
    </message>
    <message>
        <source>今天的决定</source>
        <translation>Decisions of the day</translation>
    </message>
    <message>
        <source>已记决定，任务在待办里：{words}</source>
        <translation>Decision logged, the task is in To do: {words}</translation>
    </message>
    <message>
        <source>已记决定：{words}</source>
        <translation>Decision logged: {words}</translation>
    </message>
    <message>
        <source>已从记录里去掉：{words}</source>
        <translation>Taken off the log: {words}</translation>
    </message>
</context>
<context>
    <name>DeclineLine</name>
    <message>
        <source>例如：已在谈终止，或下周换系统后重评</source>
        <translation>For example: termination is agreed, or scored anew after next week&apos;s migration</translation>
    </message>
    <message>
        <source>不开</source>
        <translation>Decline</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>为什么不给{account}开作战室</source>
        <translation>Why there is to be no war room for {account}</translation>
    </message>
    <message>
        <source>请写明为什么不开。</source>
        <translation>Say why there is to be none.</translation>
    </message>
</context>
<context>
    <name>DefinitionPart</name>
    <message>
        <source>口径的语言</source>
        <translation>Language of the definition</translation>
    </message>
    <message>
        <source>其他口径</source>
        <translation>Other definitions</translation>
    </message>
    <message>
        <source>并列比较，各有依据</source>
        <translation>side by side, each with its rows</translation>
    </message>
    <message>
        <source>组成</source>
        <translation>Made of</translation>
    </message>
    <message>
        <source>口径</source>
        <translation>Definition</translation>
    </message>
    <message>
        <source>单位：{unit}</source>
        <translation>Unit: {unit}</translation>
    </message>
    <message>
        <source>键：{key}</source>
        <translation>Key: {key}</translation>
    </message>
    <message>
        <source>这是本人的工作，不按客户范围筛选。</source>
        <translation>This is the CSM&apos;s own work: no filter of accounts narrows it.</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>这本客户书是只读的。</source>
        <translation>This book is read-only.</translation>
    </message>
    <message>
        <source>备份</source>
        <translation>Back up</translation>
    </message>
    <message>
        <source>已备份并校验：{place}</source>
        <translation>Backed up and verified: {place}</translation>
    </message>
</context>
<context>
    <name>DetailHead</name>
    <message>
        <source>记触达</source>
        <translation>Touch</translation>
    </message>
    <message>
        <source>更多操作</source>
        <translation>More</translation>
    </message>
    <message>
        <source>编辑</source>
        <translation>Edit</translation>
    </message>
</context>
<context>
    <name>DetailPages</name>
    <message>
        <source>概览</source>
        <translation>Overview</translation>
    </message>
    <message>
        <source>合同</source>
        <translation>Contracts</translation>
    </message>
    <message>
        <source>使用</source>
        <translation>Usage</translation>
    </message>
    <message>
        <source>工单</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>联系人</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>触达</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>时间线</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Account</translation>
    </message>
</context>
<context>
    <name>DifferencesView</name>
    <message>
        <source>关闭 Esc</source>
        <translation>Close Esc</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>比较</source>
        <translation>Comparison</translation>
    </message>
    <message>
        <source>没有差别。</source>
        <translation>No differences.</translation>
    </message>
    <message>
        <source>数据截至 {old} → {new}</source>
        <translation>data as of {old} → {new}</translation>
    </message>
    <message>
        <source>数字</source>
        <translation>Figures</translation>
    </message>
    <message>
        <source>正文</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>随之改变的图表 {n}：{captions}</source>
        <translation>Tables and charts that follow ({n}): {captions}</translation>
    </message>
    <message>
        <source>数字没有变。</source>
        <translation>No figure has changed.</translation>
    </message>
    <message>
        <source>正文有改动，见“正文”。</source>
        <translation>The text has changed: see Text.</translation>
    </message>
</context>
<context>
    <name>DimensionRow</name>
    <message>
        <source>维度名称</source>
        <translation>Name of the dimension</translation>
    </message>
    <message>
        <source>{name} 权重，%</source>
        <translation>Weight of {name}, %</translation>
    </message>
    <message>
        <source>{name} 来源</source>
        <translation>{name}: source</translation>
    </message>
    <message>
        <source>移除维度 {name}</source>
        <translation>Remove dimension {name}</translation>
    </message>
    <message>
        <source>有导入的评分：把权重改为 0 就不再计入</source>
        <translation>It has imported scores: a weight of 0 leaves it out</translation>
    </message>
    <message numerus="yes">
        <source>导入，%n 个评分</source>
        <translation>
            <numerusform>Imported, %n score</numerusform>
            <numerusform>Imported, %n scores</numerusform>
        </translation>
    </message>
    <message>
        <source>由数据算</source>
        <translation>computed</translation>
    </message>
</context>
<context>
    <name>DrawSheet</name>
    <message>
        <source>从明天起</source>
        <translation>From tomorrow</translation>
    </message>
    <message>
        <source>整年</source>
        <translation>Whole year</translation>
    </message>
    <message>
        <source>范围</source>
        <translation>Span</translation>
    </message>
    <message>
        <source>每天最多项数</source>
        <translation>Items a day at most</translation>
    </message>
    <message>
        <source>每天最多分钟</source>
        <translation>Minutes a day at most</translation>
    </message>
    <message>
        <source>分钟</source>
        <translation>Minutes</translation>
    </message>
    <message>
        <source>费用 元</source>
        <translation>Cost, yuan</translation>
    </message>
    <message>
        <source>生成 {year} 年度计划</source>
        <translation>Draw the plan of {year}</translation>
    </message>
    <message>
        <source>正在排…</source>
        <translation>Drawing…</translation>
    </message>
    <message>
        <source>写入计划</source>
        <translation>Write the plan</translation>
    </message>
    <message>
        <source>新增 {new} 项，改期 {moved} 项，去掉 {gone} 项；{kept} 项保持不动。</source>
        <translation>New: {new}, moved: {moved}, taken out: {gone}; kept as they are: {kept}.</translation>
    </message>
    <message>
        <source>计划已经是这样，没有要改的。</source>
        <translation>The plan is so already: nothing to change.</translation>
    </message>
    <message numerus="yes">
        <source>%n 项已过或赶不上规则的最晚日，排在最早的空位。</source>
        <translation>
            <numerusform>%n item is past, or cannot make, the last day of its rule: it gets the first free place.</numerusform>
            <numerusform>%n items are past, or cannot make, the last day of their rule: they get the first free places.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 项排不下：提高每天的上限，或放宽节奏。</source>
        <translation>
            <numerusform>%n item finds no room: allow more a day, or a slower cadence.</numerusform>
            <numerusform>%n items find no room: allow more a day, or a slower cadence.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>还有 %n 项没有列出。</source>
        <translation>
            <numerusform>%n more item is not listed.</numerusform>
            <numerusform>%n more items are not listed.</numerusform>
        </translation>
    </message>
    <message>
        <source>没有要改的。</source>
        <translation>Nothing to change.</translation>
    </message>
    <message>
        <source>每周 {least}–{most} 分钟；虚线是排满的一周 {full} 分钟。</source>
        <translation>{least}–{most} minutes a week; the dashed line is a full week of {full} minutes.</translation>
    </message>
    <message>
        <source>新增</source>
        <translation>New</translation>
    </message>
    <message>
        <source>改期</source>
        <translation>Moved</translation>
    </message>
    <message>
        <source>去掉</source>
        <translation>Out</translation>
    </message>
    <message>
        <source>排不下</source>
        <translation>No room</translation>
    </message>
</context>
<context>
    <name>DropFrame</name>
    <message>
        <source>松开，到“导入”里读这些文件；写入以前都可以改</source>
        <translation>Drop to read these files in Import; nothing is written yet</translation>
    </message>
</context>
<context>
    <name>EarlyForm</name>
    <message>
        <source>客户付款日</source>
        <translation>Customer pays on</translation>
    </message>
    <message>
        <source>付款金额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>付款方式</source>
        <translation>Payment</translation>
    </message>
    <message>
        <source>一次付清</source>
        <translation>In one sum</translation>
    </message>
    <message>
        <source>客户省下（我们让利）</source>
        <translation>Saved by the customer, our cost</translation>
    </message>
    <message>
        <source>实收</source>
        <translation>We receive</translation>
    </message>
    <message>
        <source>我们省下的资金成本</source>
        <translation>Financing we save</translation>
    </message>
    <message>
        <source>净收益</source>
        <translation>Net gain</translation>
    </message>
    <message>
        <source>存优惠</source>
        <translation>Keep offer</translation>
    </message>
    <message>
        <source>没有优惠：要在 {day} 前付清</source>
        <translation>No discount: it was to be paid by {day}</translation>
    </message>
    <message>
        <source>没有优惠：要一次付清</source>
        <translation>No discount: not one sum</translation>
    </message>
    <message numerus="yes">
        <source>%n 天</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message>
        <source>有优惠：提前 {days}，最晚 {day}</source>
        <translation>Discount: {days} early, at the latest {day}</translation>
    </message>
    <message>
        <source>请填付款日。</source>
        <translation>Say when it is paid.</translation>
    </message>
    <message>
        <source>一次付清才有优惠。</source>
        <translation>Only one sum earns the discount.</translation>
    </message>
    <message>
        <source>已存提前付款优惠：{code} {day}</source>
        <translation>Early payment offer kept: {code} {day}</translation>
    </message>
</context>
<context>
    <name>EarlyPart</name>
    <message>
        <source>提前付款优惠</source>
        <translation>Early payment</translation>
    </message>
    <message>
        <source>{percent}，提前 {days} 天，一次付清</source>
        <translation>{percent}, {days} days early, one sum</translation>
    </message>
    <message>
        <source>{day} 前付 {amount}，优惠 {discount}</source>
        <translation>{amount} by {day}, discount {discount}</translation>
    </message>
    <message>
        <source>移除优惠</source>
        <translation>Remove offer</translation>
    </message>
    <message>
        <source>移除优惠：{words}</source>
        <translation>Remove offer: {words}</translation>
    </message>
    <message>
        <source>已移除提前付款优惠</source>
        <translation>Early payment offer removed</translation>
    </message>
</context>
<context>
    <name>EditedList</name>
    <message>
        <source>改已有的行</source>
        <translation>Onto the rows</translation>
    </message>
    <message>
        <source>新增</source>
        <translation>As new rows</translation>
    </message>
    <message numerus="yes">
        <source>已新增 %n 行。</source>
        <translation>
            <numerusform>%n row added.</numerusform>
            <numerusform>%n rows added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>已粘贴，改了 %n 格。</source>
        <translation>
            <numerusform>Pasted: %n cell changed.</numerusform>
            <numerusform>Pasted: %n cells changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EffectRows</name>
    <message>
        <source>还有 {n} 行改动</source>
        <translation>{n} more rows changed</translation>
    </message>
    <message>
        <source>{n} 行改动</source>
        <translation>{n} rows changed</translation>
    </message>
    <message>
        <source>还有 {n} 行新增</source>
        <translation>{n} more rows new</translation>
    </message>
    <message>
        <source>{n} 行新增</source>
        <translation>{n} rows new</translation>
    </message>
    <message>
        <source>{n} 行和客户书里一样</source>
        <translation>{n} rows are the same as in the book</translation>
    </message>
    <message>
        <source>新增 {n}</source>
        <translation>{n} new</translation>
    </message>
    <message>
        <source>改动 {n}</source>
        <translation>{n} changed</translation>
    </message>
    <message>
        <source>不变 {n}</source>
        <translation>{n} the same</translation>
    </message>
    <message>
        <source>新增</source>
        <translation>New</translation>
    </message>
    <message>
        <source>改动</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>不变</source>
        <translation>Same</translation>
    </message>
    <message>
        <source>行</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>变化</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>列</source>
        <translation>Column</translation>
    </message>
    <message>
        <source>客户书里</source>
        <translation>In the book</translation>
    </message>
    <message>
        <source>写入以后</source>
        <translation>After writing</translation>
    </message>
    <message>
        <source>{column}从 {old} 改为 {new}</source>
        <translation>{column} from {old} to {new}</translation>
    </message>
</context>
<context>
    <name>Entrance</name>
    <message>
        <source>已锁定，口令或恢复密钥可以再打开；回来时还在原处。</source>
        <translation>Locked. The passphrase or the recovery key opens it again, where you left it.</translation>
    </message>
    <message>
        <source>用恢复密钥打开了。忘了口令的话，可以在设置里换一个。</source>
        <translation>Opened with the recovery key. If the passphrase is forgotten, set a new one in the settings.</translation>
    </message>
    <message>
        <source>已打开：{name}</source>
        <translation>Open: {name}</translation>
    </message>
    <message>
        <source>已从备份恢复到 {place}。</source>
        <translation>Restored from the backup to {place}.</translation>
    </message>
</context>
<context>
    <name>EntryForm</name>
    <message>
        <source>移除</source>
        <translation>Remove</translation>
    </message>
</context>
<context>
    <name>EraseSheet</name>
    <message>
        <source>我知道这一步不能撤销</source>
        <translation>I know that this cannot be undone</translation>
    </message>
    <message>
        <source>删除“{name}”的个人信息</source>
        <translation>Erase “{name}”</translation>
    </message>
    <message>
        <source>姓名、职务、电话、邮箱、生日会从这些地方抹去；问卷、触达等记录留下但不再指向这个人，指标不变。</source>
        <translation>Name, title, phone, e-mail and birthday go from these places; surveys, touches and the like stay without saying who it was, and no figure changes.</translation>
    </message>
    <message>
        <source>客户书里没有别处提到这个人。</source>
        <translation>Nothing else in the book mentions this person.</translation>
    </message>
    <message numerus="yes">
        <source>%n 份备份会一起清理。</source>
        <translation>
            <numerusform>%n backup is cleaned as well.</numerusform>
            <numerusform>%n backups are cleaned as well.</numerusform>
        </translation>
    </message>
    <message>
        <source>可能是同名的另一个人，不会改</source>
        <translation>May be someone else of the same name: left as they are</translation>
    </message>
    <message>
        <source>永久删除</source>
        <translation>Erase for good</translation>
    </message>
    <message>
        <source>先勾选上面的确认。</source>
        <translation>Tick the box above first.</translation>
    </message>
    <message>
        <source>正在删除…</source>
        <translation>Erasing…</translation>
    </message>
    <message>
        <source>删除个人信息</source>
        <translation>Erasing a person</translation>
    </message>
    <message>
        <source>还可能留在</source>
        <translation>May still be in</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>EscalationForm</name>
    <message>
        <source>发生了什么</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>工单</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>级别</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>负责人</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>发生日</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>新升级：{account}</source>
        <translation>New escalation: {account}</translation>
    </message>
    <message>
        <source>改升级：{account}</source>
        <translation>Change escalation: {account}</translation>
    </message>
    <message>
        <source>没有工单</source>
        <translation>No ticket</translation>
    </message>
    <message>
        <source>已改升级：{what}</source>
        <translation>Escalation changed: {what}</translation>
    </message>
    <message>
        <source>已开升级：{what}</source>
        <translation>Escalation opened: {what}</translation>
    </message>
</context>
<context>
    <name>EscalationPage</name>
    <message>
        <source>本客户</source>
        <translation>This account</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>看谁的升级</source>
        <translation>Whose escalations</translation>
    </message>
    <message>
        <source>升级</source>
        <translation>Escalation</translation>
    </message>
    <message>
        <source>新升级</source>
        <translation>New escalation</translation>
    </message>
    <message>
        <source>经过</source>
        <translation>Course</translation>
    </message>
    <message>
        <source>升到 2 级</source>
        <translation>Raise to level 2</translation>
    </message>
    <message>
        <source>修改</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>退一步</source>
        <translation>Step back</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>没有升级。客户的事故在这里记：限时确认并给出绕行，然后修复、复盘。</source>
        <translation>No escalations. A customer’s incident goes here: confirmed and worked around in time, then repaired and reviewed.</translation>
    </message>
    <message>
        <source>限时到 {at}</source>
        <translation>due {at}</translation>
    </message>
    <message>
        <source>发生 {at}</source>
        <translation>Happened {at}</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>已退一步：{what}</source>
        <translation>Step taken back: {what}</translation>
    </message>
    <message>
        <source>已删升级：{what}</source>
        <translation>Escalation removed: {what}</translation>
    </message>
</context>
<context>
    <name>EscalationRows</name>
    <message>
        <source>升级</source>
        <translation>Escalations</translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message>
        <source>对比</source>
        <translation>Compared</translation>
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
    <name>Export</name>
    <message numerus="yes">
        <source>导出 %n 个客户</source>
        <translation>
            <numerusform>Export %n account</numerusform>
            <numerusform>Export %n accounts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>已导出 %n 个客户：{path}</source>
        <translation>
            <numerusform>%n account exported: {path}</numerusform>
            <numerusform>%n accounts exported: {path}</numerusform>
        </translation>
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
    <name>ExportMenu</name>
    <message>
        <source>{kind} 文件…</source>
        <translation>{kind} file…</translation>
    </message>
    <message>
        <source>换一个公司模板…</source>
        <translation>Another company template…</translation>
    </message>
    <message>
        <source>脱敏：别名与金额区间</source>
        <translation>Redact: aliases and bands</translation>
    </message>
    <message>
        <source>客户和联系人换成别名，金额换成区间；写出之前会列出要替换的内容</source>
        <translation>Aliases for accounts and contacts, bands for amounts; what is replaced is listed before anything is written</translation>
    </message>
    <message>
        <source>存一份模板示例…</source>
        <translation>Save an example template…</translation>
    </message>
    <message>
        <source>公司模板 {name}…</source>
        <translation>Company template {name}…</translation>
    </message>
    <message>
        <source>公司 Word 模板…</source>
        <translation>Company Word template…</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>报告模板示例</source>
        <translation>Review template example</translation>
    </message>
    <message>
        <source>存一份模板示例</source>
        <translation>Save an example template</translation>
    </message>
    <message>
        <source>选择公司的 Word 模板</source>
        <translation>Choose the company&apos;s Word template</translation>
    </message>
    <message>
        <source>{title}（脱敏）</source>
        <translation>{title} (redacted)</translation>
    </message>
    <message>
        <source>导出 {kind}</source>
        <translation>Export {kind}</translation>
    </message>
    <message>
        <source>导出 {name}</source>
        <translation>Export {name}</translation>
    </message>
    <message>
        <source>全部位置列在 {name}</source>
        <translation>all places are listed in {name}</translation>
    </message>
    <message>
        <source>对照表 {name}</source>
        <translation>list of aliases {name}</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
</context>
<context>
    <name>FastLine</name>
    <message>
        <source>{one}：{example}</source>
        <translation>New {one}: {example}</translation>
    </message>
    <message>
        <source>快速录入：{one}</source>
        <translation>Fast entry: {one}</translation>
    </message>
    <message>
        <source>缺{field}</source>
        <translation>{field} missing</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
</context>
<context>
    <name>FieldsForm</name>
    <message>
        <source>离开一项即保存</source>
        <translation>Saved field by field</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>编辑：{name}</source>
        <translation>Edit: {name}</translation>
    </message>
    <message>
        <source>已改{field}：{name}</source>
        <translation>{field} changed: {name}</translation>
    </message>
</context>
<context>
    <name>FiguresPage</name>
    <message>
        <source>不同的数字</source>
        <translation>Figures that differ</translation>
    </message>
    <message>
        <source>变动的行</source>
        <translation>Rows</translation>
    </message>
    <message>
        <source>正文里</source>
        <translation>In the text</translation>
    </message>
    <message>
        <source>分项</source>
        <translation>Parts</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>{version} 的依据</source>
        <translation>Evidence of {version}</translation>
    </message>
    <message>
        <source>现在的依据</source>
        <translation>Evidence now</translation>
    </message>
</context>
<context>
    <name>FilesPage</name>
    <message>
        <source>读到的表</source>
        <translation>Tables read</translation>
    </message>
    <message>
        <source>加文件…</source>
        <translation>Add files…</translation>
    </message>
    <message>
        <source>加文件夹…</source>
        <translation>Add a folder…</translation>
    </message>
    <message>
        <source>粘贴</source>
        <translation>Paste</translation>
    </message>
    <message>
        <source>不导入这张表</source>
        <translation>Skip this table</translation>
    </message>
    <message numerus="yes">
        <source>认不出的 %n 个都不导入</source>
        <translation>
            <numerusform>Skip %n not recognised</numerusform>
            <numerusform>Skip all %n not recognised</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 个文件</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 张表</source>
        <translation>
            <numerusform>%n table</numerusform>
            <numerusform>%n tables</numerusform>
        </translation>
    </message>
    <message>
        <source>{rows} 行</source>
        <translation>{rows} rows</translation>
    </message>
    <message numerus="yes">
        <source>%n 个读不了</source>
        <translation>
            <numerusform>%n cannot be read</numerusform>
            <numerusform>%n cannot be read</numerusform>
        </translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>FilterChip</name>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>{title}：{value}</source>
        <translation>{title}: {value}</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>正在读取…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>没有找到“{text}”。</source>
        <translation>Nothing found for “{text}”.</translation>
    </message>
    <message numerus="yes">
        <source>%n 项</source>
        <translation>
            <numerusform>%n result</numerusform>
            <numerusform>%n results</numerusform>
        </translation>
    </message>
    <message>
        <source>这里打不开它。</source>
        <translation>It cannot be opened here.</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>筛选表</source>
        <translation>Filter the tables</translation>
    </message>
    <message>
        <source>筛选列，或行号</source>
        <translation>Columns, or a row number</translation>
    </message>
    <message>
        <source>筛选问题</source>
        <translation>Filter the problems</translation>
    </message>
    <message>
        <source>筛选变化</source>
        <translation>Filter the changes</translation>
    </message>
    <message>
        <source>筛选</source>
        <translation>Filter</translation>
    </message>
</context>
<context>
    <name>FirstReceiptForm</name>
    <message>
        <source>金额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>到账日</source>
        <translation>Received on</translation>
    </message>
    <message>
        <source>应收日</source>
        <translation>Due on</translation>
    </message>
    <message>
        <source>付款方式</source>
        <translation>Payment</translation>
    </message>
    <message>
        <source>一次付清</source>
        <translation>In one sum</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>上一步</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>FootWords</name>
    <message numerus="yes">
        <source>%n 张表读懂了</source>
        <translation>
            <numerusform>%n table understood</numerusform>
            <numerusform>%n tables understood</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 张待确认</source>
        <translation>
            <numerusform>%n to confirm</numerusform>
            <numerusform>%n to confirm</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 个读不了</source>
        <translation>
            <numerusform>%n cannot be read</numerusform>
            <numerusform>%n cannot be read</numerusform>
        </translation>
    </message>
    <message>
        <source>下一步看每一列对应到什么</source>
        <translation>Next: which field each column is</translation>
    </message>
    <message>
        <source>下一步：对应列</source>
        <translation>Next: columns</translation>
    </message>
    <message>
        <source>对应关系会记住，全部或全不写入，一步撤销</source>
        <translation>The mapping is remembered; all or nothing is written; one undo</translation>
    </message>
    <message numerus="yes">
        <source>%n 列全部对应</source>
        <translation>
            <numerusform>%n column mapped</numerusform>
            <numerusform>All %n columns mapped</numerusform>
        </translation>
    </message>
    <message>
        <source>{mapped}/{total} 列对应</source>
        <translation>{mapped} of {total} columns mapped</translation>
    </message>
    <message numerus="yes">
        <source>%n 张表还要说明</source>
        <translation>
            <numerusform>%n table needs a word</numerusform>
            <numerusform>%n tables need a word</numerusform>
        </translation>
    </message>
    <message>
        <source>去看 {name}</source>
        <translation>Go to {name}</translation>
    </message>
    <message>
        <source>检查</source>
        <translation>Check</translation>
    </message>
    <message numerus="yes">
        <source>%n 列待确认</source>
        <translation>
            <numerusform>%n to confirm</numerusform>
            <numerusform>%n to confirm</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>确认 %n 列并检查</source>
        <translation>
            <numerusform>Confirm %n column and check</numerusform>
            <numerusform>Confirm %n columns and check</numerusform>
        </translation>
    </message>
    <message>
        <source>正在检查…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>看写入以后的变化</source>
        <translation>See what changes</translation>
    </message>
    <message>
        <source>{rows} 行查过</source>
        <translation>{rows} rows checked</translation>
    </message>
    <message numerus="yes">
        <source>%n 个错误</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 个警告</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>改了 %n 格</source>
        <translation>
            <numerusform>%n cell corrected</numerusform>
            <numerusform>%n cells corrected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>略过 %n 行</source>
        <translation>
            <numerusform>%n row left out</numerusform>
            <numerusform>%n rows left out</numerusform>
        </translation>
    </message>
    <message>
        <source>错误改好或略过以后才能写入</source>
        <translation>errors have to be mended or left out first</translation>
    </message>
    <message>
        <source>警告不挡写入</source>
        <translation>warnings do not stop the import</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>已写入</source>
        <translation>Written</translation>
    </message>
    <message>
        <source>打开客户</source>
        <translation>Open accounts</translation>
    </message>
    <message>
        <source>正在写入，可以照常做别的事</source>
        <translation>Writing; you can go on with your work</translation>
    </message>
    <message>
        <source>写入</source>
        <translation>Write</translation>
    </message>
    <message>
        <source>正在写入。</source>
        <translation>It is being written.</translation>
    </message>
    <message>
        <source>正在比较…</source>
        <translation>Comparing…</translation>
    </message>
    <message>
        <source>没有要写的</source>
        <translation>Nothing to write</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message numerus="yes">
        <source>%n 处手工改过的值待选</source>
        <translation>
            <numerusform>%n value changed by hand to decide</numerusform>
            <numerusform>%n values changed by hand to decide</numerusform>
        </translation>
    </message>
    <message>
        <source>{rows} 行要写</source>
        <translation>{rows} rows to write</translation>
    </message>
    <message>
        <source>全部或全不写入，一步撤销</source>
        <translation>All or nothing is written; one undo</translation>
    </message>
    <message>
        <source>先选好手工改过的值留哪一边。</source>
        <translation>First choose which side of the values changed by hand stays.</translation>
    </message>
    <message>
        <source>写入 {rows} 行</source>
        <translation>Write {rows} rows</translation>
    </message>
</context>
<context>
    <name>ForecastForm</name>
    <message>
        <source>预测</source>
        <translation>Forecast</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>{percent} 可能</source>
        <translation>{percent} likely</translation>
    </message>
    <message>
        <source>按健康度（{category}）</source>
        <translation>By health ({category})</translation>
    </message>
    <message>
        <source>请写明原因：为什么有风险，或为什么会失去。</source>
        <translation>Say why it is at risk, or why it will be lost.</translation>
    </message>
    <message>
        <source>按健康度</source>
        <translation>by health</translation>
    </message>
    <message>
        <source>已改预测：{code} {words}</source>
        <translation>Forecast changed: {code} {words}</translation>
    </message>
</context>
<context>
    <name>ForecastPlace</name>
    <message>
        <source>这份合同已经有结果，不再预测。</source>
        <translation>This contract is settled: there is no forecast any more.</translation>
    </message>
</context>
<context>
    <name>FormInPlace</name>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>GoalActs</name>
    <message numerus="yes">
        <source>已删除 %n 个目标</source>
        <translation>
            <numerusform>%n target removed</numerusform>
            <numerusform>%n targets removed</numerusform>
        </translation>
    </message>
    <message>
        <source>已移动：{name}</source>
        <translation>Moved: {name}</translation>
    </message>
    <message>
        <source>已放入一套目标，数值都可以改</source>
        <translation>A set of targets is in; every value can be changed</translation>
    </message>
</context>
<context>
    <name>GoalEdit</name>
    <message numerus="yes">
        <source>已粘贴，改了 %n 格。</source>
        <translation>
            <numerusform>Pasted, %n cell changed.</numerusform>
            <numerusform>Pasted, %n cells changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GoalForm</name>
    <message>
        <source>如 3,400万、92%、55</source>
        <translation>such as 34M, 92% or 55</translation>
    </message>
    <message>
        <source>上半年应到的份额，如 48%</source>
        <translation>owed by the first half, such as 48%</translation>
    </message>
    <message>
        <source>在本层里，如 40%</source>
        <translation>within its level, such as 40%</translation>
    </message>
    <message>
        <source>如 100万</source>
        <translation>such as 1M</translation>
    </message>
    <message>
        <source>编号或名称，用顿号隔开</source>
        <translation>ids or names, separated by commas</translation>
    </message>
    <message>
        <source>留空则用指标的名称</source>
        <translation>empty: the metric&apos;s name</translation>
    </message>
    <message>
        <source>指标</source>
        <translation>Metric</translation>
    </message>
    <message>
        <source>目标名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>目标值</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>方向</source>
        <translation>Direction</translation>
    </message>
    <message>
        <source>周期</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>节点比例</source>
        <translation>Node share</translation>
    </message>
    <message>
        <source>层级</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>权重</source>
        <translation>Weight</translation>
    </message>
    <message>
        <source>上级目标</source>
        <translation>Parent</translation>
    </message>
    <message>
        <source>负责人</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>只算分层</source>
        <translation>Segment only</translation>
    </message>
    <message>
        <source>只算行业</source>
        <translation>Industry only</translation>
    </message>
    <message>
        <source>年化至少</source>
        <translation>ARR at least</translation>
    </message>
    <message>
        <source>指定客户</source>
        <translation>These accounts</translation>
    </message>
    <message>
        <source>新目标</source>
        <translation>New target</translation>
    </message>
    <message>
        <source>已加目标：{name}</source>
        <translation>Target added: {name}</translation>
    </message>
    <message>
        <source>已改目标：{name}</source>
        <translation>Target changed: {name}</translation>
    </message>
</context>
<context>
    <name>GoalParts</name>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>应到</source>
        <translation>Owed</translation>
    </message>
    <message>
        <source>实际</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>达成</source>
        <translation>Attained</translation>
    </message>
    <message>
        <source>目标分解</source>
        <translation>Breakdown</translation>
    </message>
    <message>
        <source>已改 {part}：{name}，其余各段跟着调整</source>
        <translation>{part} of {name} changed; the other parts follow</translation>
    </message>
</context>
<context>
    <name>GoalSide</name>
    <message>
        <source>编辑</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>分解方式</source>
        <translation>How it is spread</translation>
    </message>
    <message>
        <source>重排</source>
        <translation>Draw anew</translation>
    </message>
    <message>
        <source>分解</source>
        <translation>Breakdown</translation>
    </message>
    <message>
        <source>负责人 {name}</source>
        <translation>owner {name}</translation>
    </message>
    <message>
        <source>权重 {weight}</source>
        <translation>weight {weight}</translation>
    </message>
    <message>
        <source>上级 {name}</source>
        <translation>under {name}</translation>
    </message>
    <message>
        <source>目标 {value}</source>
        <translation>target {value}</translation>
    </message>
    <message>
        <source>{hint}，改节点比例</source>
        <translation>{hint}: take it as the node share</translation>
    </message>
    <message>
        <source>已重新分解：{name}</source>
        <translation>Spread anew: {name}</translation>
    </message>
    <message>
        <source>节点比例改为 {share}</source>
        <translation>Node share is now {share}</translation>
    </message>
</context>
<context>
    <name>GoalTable</name>
    <message numerus="yes">
        <source>已复制 %n 行。</source>
        <translation>
            <numerusform>Copied %n row.</numerusform>
            <numerusform>Copied %n rows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>导出 %n 个目标</source>
        <translation>
            <numerusform>Export %n target</numerusform>
            <numerusform>Export %n targets</numerusform>
        </translation>
    </message>
    <message>
        <source>目标</source>
        <translation>Targets</translation>
    </message>
    <message numerus="yes">
        <source>已导出 %n 个目标：{path}</source>
        <translation>
            <numerusform>Exported %n target: {path}</numerusform>
            <numerusform>Exported %n targets: {path}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GoalsPage</name>
    <message>
        <source>目标</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>金字塔</source>
        <translation>Pyramid</translation>
    </message>
    <message>
        <source>列表</source>
        <translation>List</translation>
    </message>
    <message>
        <source>样子</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>目标、指标、负责人</source>
        <translation>Target, metric, owner</translation>
    </message>
    <message>
        <source>新目标</source>
        <translation>New target</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message numerus="yes">
        <source>本期 %n 项</source>
        <translation>
            <numerusform>%n this period</numerusform>
            <numerusform>%n this period</numerusform>
        </translation>
    </message>
    <message>
        <source>还没有目标。</source>
        <translation>No targets yet.</translation>
    </message>
    <message>
        <source>放入一套常用目标</source>
        <translation>Put in a usual set</translation>
    </message>
    <message>
        <source>按 N 新建一个，从 Excel 粘贴一张目标表，或先放入：{targets}。数值都可以改。</source>
        <translation>Press N for a new one, paste a table from Excel, or begin with: {targets}. Every value can be changed.</translation>
    </message>
    <message>
        <source>没有选中目标。</source>
        <translation>No target is selected.</translation>
    </message>
    <message>
        <source>改目标</source>
        <translation>Change target</translation>
    </message>
    <message>
        <source>删除目标</source>
        <translation>Remove target</translation>
    </message>
    <message>
        <source>目标上移</source>
        <translation>Move target up</translation>
    </message>
    <message>
        <source>目标下移</source>
        <translation>Move target down</translation>
    </message>
    <message>
        <source>金字塔或列表</source>
        <translation>Pyramid or list</translation>
    </message>
    <message>
        <source>复制目标表</source>
        <translation>Copy the targets</translation>
    </message>
    <message>
        <source>粘贴目标</source>
        <translation>Paste targets</translation>
    </message>
    <message>
        <source>导出目标…</source>
        <translation>Export targets…</translation>
    </message>
    <message>
        <source>层级</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>指标</source>
        <translation>Metric</translation>
    </message>
    <message>
        <source>目标值</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>节点比例</source>
        <translation>Node share</translation>
    </message>
    <message>
        <source>本期应到</source>
        <translation>Owed</translation>
    </message>
    <message>
        <source>实际</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>达成</source>
        <translation>Attained</translation>
    </message>
    <message>
        <source>结论</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>权重</source>
        <translation>Weight</translation>
    </message>
    <message>
        <source>负责人</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>上级目标</source>
        <translation>Parent</translation>
    </message>
    <message>
        <source>周期</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>方向</source>
        <translation>Direction</translation>
    </message>
    <message>
        <source>分层</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>行业</source>
        <translation>Industry</translation>
    </message>
    <message>
        <source>年化至少</source>
        <translation>ARR at least</translation>
    </message>
    <message>
        <source>指定客户</source>
        <translation>Accounts</translation>
    </message>
</context>
<context>
    <name>GroupHead</name>
    <message>
        <source>{n} 行</source>
        <translation>rows: {n}</translation>
    </message>
    <message>
        <source>已折叠</source>
        <translation>folded</translation>
    </message>
    <message>
        <source>已展开</source>
        <translation>unfolded</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>Guests</name>
    <message>
        <source>来宾</source>
        <translation>Guests</translation>
    </message>
    <message>
        <source>请谁：姓名、职位、客户、拼音</source>
        <translation>Invite: name, title, account</translation>
    </message>
    <message>
        <source>邀请来宾</source>
        <translation>Invite guests</translation>
    </message>
    <message>
        <source>可以邀请的联系人</source>
        <translation>Contacts to invite</translation>
    </message>
    <message>
        <source>1 已邀请 · 2 会来 · 3 不来 · 4 到场 · Delete 移除；点一行可选。</source>
        <translation>1 invited · 2 coming · 3 not coming · 4 came · Delete removes; click a line to choose.</translation>
    </message>
    <message>
        <source>{count} 人，高管 {executives}</source>
        <translation>{count}, executives {executives}</translation>
    </message>
    <message>
        <source>高管</source>
        <translation>executive</translation>
    </message>
    <message>
        <source>移除</source>
        <translation>removed</translation>
    </message>
    <message>
        <source>{name}：{state}</source>
        <translation>{name}: {state}</translation>
    </message>
    <message>
        <source>从名单移除</source>
        <translation>Remove from the list</translation>
    </message>
    <message>
        <source>打开联系人</source>
        <translation>Open contact</translation>
    </message>
</context>
<context>
    <name>HandingOut</name>
    <message>
        <source>冻结的版本不能脱敏导出：请回到现在，或在导出菜单里取消脱敏。</source>
        <translation>No redacted export of a frozen version: go back to now, or turn redaction off.</translation>
    </message>
    <message>
        <source>已导出 {name}</source>
        <translation>Exported {name}</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
</context>
<context>
    <name>HandoverSheet</name>
    <message>
        <source>移交给</source>
        <translation>Hand over to</translation>
    </message>
    <message>
        <source>移交日</source>
        <translation>From the day</translation>
    </message>
    <message>
        <source>给接手人的话（写进交接档案）</source>
        <translation>A note for the next CSM (goes into the dossier)</translation>
    </message>
    <message>
        <source>为每个客户写一份交接档案（Word）</source>
        <translation>Write a dossier of each account (Word)</translation>
    </message>
    <message>
        <source>移交</source>
        <translation>Hand over</translation>
    </message>
    <message numerus="yes">
        <source>%n 个客户</source>
        <translation>
            <numerusform>%n account</numerusform>
            <numerusform>%n accounts</numerusform>
        </translation>
    </message>
    <message>
        <source>移交：{whom}</source>
        <translation>Hand over: {whom}</translation>
    </message>
    <message>
        <source>从移交日起，这些客户不再计入你的指标：移出既不是增长也不是流失。可以撤销。</source>
        <translation>From that day on these accounts no longer count in your figures: leaving is neither growth nor churn. It can be undone.</translation>
    </message>
    <message>
        <source>请写明移交给谁。</source>
        <translation>Say who takes them over.</translation>
    </message>
    <message>
        <source>请写移交日，例如 2024-06-30 或 今天。</source>
        <translation>Give the day, such as 2024-06-30 or today.</translation>
    </message>
    <message>
        <source>交接档案放在哪个文件夹</source>
        <translation>A folder for the dossiers</translation>
    </message>
    <message numerus="yes">
        <source>已移交 %n 个客户给{to}。</source>
        <translation>
            <numerusform>%n account handed over to {to}.</numerusform>
            <numerusform>%n accounts handed over to {to}.</numerusform>
        </translation>
    </message>
    <message>
        <source>写交接档案</source>
        <translation>Writing dossiers</translation>
    </message>
    <message numerus="yes">
        <source>已写好 %n 份交接档案：{folder}</source>
        <translation>
            <numerusform>%n dossier written: {folder}</numerusform>
            <numerusform>%n dossiers written: {folder}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message>
        <source>筛选</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>Heading</name>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>视图</source>
        <translation>View</translation>
    </message>
    <message>
        <source>视图：{name}</source>
        <translation>View: {name}</translation>
    </message>
    <message>
        <source>列</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>新建</source>
        <translation>New</translation>
    </message>
    <message>
        <source>选择列</source>
        <translation>Choose columns</translation>
    </message>
    <message>
        <source>新建客户</source>
        <translation>New account</translation>
    </message>
    <message>
        <source>分组</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>分组：{name}</source>
        <translation>Group by: {name}</translation>
    </message>
    <message>
        <source>不分组</source>
        <translation>No groups</translation>
    </message>
    <message>
        <source>本期</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>范围</source>
        <translation>Range</translation>
    </message>
    <message>
        <source>本期或全部 Alt A</source>
        <translation>This period or all Alt A</translation>
    </message>
    <message>
        <source>打开空白表单 Shift N</source>
        <translation>Open an empty form Shift N</translation>
    </message>
    <message>
        <source>新建{one}</source>
        <translation>New {one}</translation>
    </message>
</context>
<context>
    <name>HealthModelPage</name>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>备注：为什么改</source>
        <translation>Note: why it changes</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>还原</source>
        <translation>Put back</translation>
    </message>
    <message>
        <source>上次没保存的改动还在，保存后才算数。</source>
        <translation>Your unsaved changes are still here; they count once saved.</translation>
    </message>
    <message>
        <source>第 {number} 版</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>保存为第 {number} 版</source>
        <translation>Save as version {number}</translation>
    </message>
    <message>
        <source>没有改动</source>
        <translation>Nothing has changed</translation>
    </message>
    <message>
        <source>先保存或还原左边的改动</source>
        <translation>Save or put back the changes at the left first</translation>
    </message>
    <message>
        <source>改好左边标出的地方，这里就会显示会变的客户。</source>
        <translation>Mend what is marked at the left, and the accounts that would change show here.</translation>
    </message>
    <message>
        <source>健康度模型已保存为第 {number} 版。</source>
        <translation>The health model is saved as version {number}.</translation>
    </message>
    <message>
        <source>已恢复健康度模型第 {number} 版。</source>
        <translation>Version {number} of the health model is back.</translation>
    </message>
    <message>
        <source>和保存的模型一样，没有改动。</source>
        <translation>Nothing has changed: this is the saved model.</translation>
    </message>
    <message>
        <source>保存健康度模型</source>
        <translation>Save the health model</translation>
    </message>
    <message>
        <source>还原健康度模型</source>
        <translation>Put the health model back</translation>
    </message>
    <message>
        <source>健康度模型：预览</source>
        <translation>Health model: preview</translation>
    </message>
    <message>
        <source>健康度模型：版本</source>
        <translation>Health model: versions</translation>
    </message>
</context>
<context>
    <name>HealthPage</name>
    <message>
        <source>维度权重</source>
        <translation>Weights of the dimensions</translation>
    </message>
    <message>
        <source>全部恢复默认</source>
        <translation>Restore all defaults</translation>
    </message>
    <message>
        <source>导入健康度以后，维度会列在这里。</source>
        <translation>Dimensions are listed here once health scores have been imported.</translation>
    </message>
    <message>
        <source>维度</source>
        <translation>Dimension</translation>
    </message>
    <message>
        <source>评分数</source>
        <translation>Scores</translation>
    </message>
    <message>
        <source>权重</source>
        <translation>Weight</translation>
    </message>
    <message>
        <source>折算后</source>
        <translation>Rescaled</translation>
    </message>
    <message>
        <source>分档</source>
        <translation>Bands</translation>
    </message>
    <message>
        <source>红</source>
        <translation>red</translation>
    </message>
    <message>
        <source>分档、缺数据时怎么办、由数据计算的维度和版本，在“计划与指标”的“健康度”里改。</source>
        <translation>Bands, missing data, computed dimensions and versions are changed in Plan and metrics, Health model.</translation>
    </message>
    <message>
        <source>低于 {red}</source>
        <translation>below {red}</translation>
    </message>
    <message>
        <source>有分的维度不够</source>
        <translation>Too few dimensions are scored</translation>
    </message>
    <message>
        <source>{rule}。健康度旁写明覆盖了多少。手工改的健康度到期前代替算出的分。</source>
        <translation>{rule}. The coverage stands beside the score. A score typed by hand counts first until it expires.</translation>
    </message>
    <message>
        <source>黄</source>
        <translation>yellow</translation>
    </message>
    <message>
        <source>{red} 到不满 {green}</source>
        <translation>{red} to below {green}</translation>
    </message>
    <message>
        <source>绿</source>
        <translation>green</translation>
    </message>
    <message>
        <source>{green} 及以上</source>
        <translation>{green} and above</translation>
    </message>
    <message>
        <source>未评</source>
        <translation>unscored</translation>
    </message>
    <message>
        <source>缺数据时</source>
        <translation>When data is missing</translation>
    </message>
    <message>
        <source>合计 100%。空着的用默认权重。</source>
        <translation>100% in all. Empty ones have their default weight.</translation>
    </message>
    <message>
        <source>合计 {sum}%，按比例折算到 100%。空着的用默认权重。</source>
        <translation>{sum}% in all, rescaled to 100%. Empty ones have their default weight.</translation>
    </message>
    <message>
        <source>都没有权重时，各维度一样重。</source>
        <translation>Where no dimension has a weight, all weigh the same.</translation>
    </message>
    <message>
        <source>没有客户换档。</source>
        <translation>no account changes its band.</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message numerus="yes">
        <source>%n 个客户换档：{moves}。</source>
        <translation>
            <numerusform>%n account changes its band: {moves}.</numerusform>
            <numerusform>%n accounts change their band: {moves}.</numerusform>
        </translation>
    </message>
    <message>
        <source>按回车保存后（截至 {day}），</source>
        <translation>Saved with Enter (as of {day}), </translation>
    </message>
</context>
<context>
    <name>ImportActions</name>
    <message>
        <source>选文件…</source>
        <translation>Choose files…</translation>
    </message>
    <message>
        <source>选文件夹…</source>
        <translation>Choose a folder…</translation>
    </message>
    <message>
        <source>从剪贴板粘贴</source>
        <translation>Paste from the clipboard</translation>
    </message>
    <message>
        <source>空白表，填好再导入…</source>
        <translation>Blank tables to fill in and import…</translation>
    </message>
    <message>
        <source>撤销：{what}</source>
        <translation>Undo: {what}</translation>
    </message>
    <message>
        <source>重做：{what}</source>
        <translation>Redo: {what}</translation>
    </message>
    <message>
        <source>筛选这一步的列表</source>
        <translation>Filter the list of this step</translation>
    </message>
    <message>
        <source>第 {n} 步：{step}</source>
        <translation>Step {n}: {step}</translation>
    </message>
    <message>
        <source>取消导入</source>
        <translation>Cancel the import</translation>
    </message>
    <message>
        <source>不导入：{sheet}</source>
        <translation>Skip: {sheet}</translation>
    </message>
    <message>
        <source>把现在的对应存为模板…</source>
        <translation>Save this mapping as a profile…</translation>
    </message>
    <message>
        <source>从文件载入导入模板…</source>
        <translation>Load an import profile from a file…</translation>
    </message>
</context>
<context>
    <name>ImportPane</name>
    <message>
        <source>选文件</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>对应列</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>检查</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>写入</source>
        <translation>Write</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>正在写入，写完再加文件。</source>
        <translation>An import is being written: add files when it is done.</translation>
    </message>
    <message>
        <source>选要导入的文件</source>
        <translation>Choose files to import</translation>
    </message>
    <message>
        <source>选要导入的文件夹</source>
        <translation>Choose a folder to import</translation>
    </message>
    <message>
        <source>剪贴板里没有表格，也没有文件。</source>
        <translation>There is no table and no file on the clipboard.</translation>
    </message>
    <message>
        <source>取消这次导入？</source>
        <translation>Cancel this import?</translation>
    </message>
    <message>
        <source>文件从这里拿走，对应和改过的格一起丢掉；客户书没有任何改动。</source>
        <translation>The files leave the desk, with what was mapped and corrected. The book has not been changed.</translation>
    </message>
    <message>
        <source>取消导入</source>
        <translation>Cancel the import</translation>
    </message>
    <message>
        <source>继续导入</source>
        <translation>Go on importing</translation>
    </message>
    <message>
        <source>已撤销：{what}</source>
        <translation>Undone: {what}</translation>
    </message>
    <message>
        <source>已重做：{what}</source>
        <translation>Redone: {what}</translation>
    </message>
</context>
<context>
    <name>ImportWords</name>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>读不了</source>
        <translation>cannot be read</translation>
    </message>
    <message>
        <source>不是表</source>
        <translation>not a table</translation>
    </message>
    <message>
        <source>待确认</source>
        <translation>to confirm</translation>
    </message>
    <message>
        <source>已读懂</source>
        <translation>understood</translation>
    </message>
    <message>
        <source>认不出是什么表</source>
        <translation>kind of table not recognised</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>缺：{names}</source>
        <translation>missing: {names}</translation>
    </message>
    <message>
        <source>日期的年月日顺序待选</source>
        <translation>order of day, month and year to be chosen</translation>
    </message>
    <message>
        <source>{n} 列待确认</source>
        <translation>{n} to confirm</translation>
    </message>
    <message>
        <source>对应关系已记住</source>
        <translation>mapping remembered</translation>
    </message>
    <message>
        <source>{n} 行</source>
        <translation>rows: {n}</translation>
    </message>
</context>
<context>
    <name>ImportWork</name>
    <message>
        <source>读取文件</source>
        <translation>Reading files</translation>
    </message>
    <message>
        <source>检查</source>
        <translation>Checking</translation>
    </message>
    <message>
        <source>比较</source>
        <translation>Comparing</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
</context>
<context>
    <name>InvoiceForm</name>
    <message>
        <source>开票金额</source>
        <translation>Invoice amount</translation>
    </message>
    <message>
        <source>发票号</source>
        <translation>Invoice number</translation>
    </message>
    <message>
        <source>自动编号</source>
        <translation>Automatic</translation>
    </message>
    <message>
        <source>开票日</source>
        <translation>Invoiced on</translation>
    </message>
    <message>
        <source>应收日</source>
        <translation>Due on</translation>
    </message>
    <message>
        <source>加开票</source>
        <translation>New invoice</translation>
    </message>
    <message>
        <source>改开票：{code}</source>
        <translation>Change invoice: {code}</translation>
    </message>
    <message>
        <source>请填开票日。</source>
        <translation>Say when it was invoiced.</translation>
    </message>
    <message>
        <source>已加开票</source>
        <translation>Invoice added</translation>
    </message>
    <message>
        <source>已改开票</source>
        <translation>Invoice changed</translation>
    </message>
    <message>
        <source>已移除开票</source>
        <translation>Invoice removed</translation>
    </message>
</context>
<context>
    <name>ItemActs</name>
    <message numerus="yes">
        <source>已重开 %n 项。</source>
        <translation>
            <numerusform>%n item reopened.</numerusform>
            <numerusform>%n items reopened.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>已完成 %n 项。</source>
        <translation>
            <numerusform>%n item done.</numerusform>
            <numerusform>%n items done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>已取消 %n 项。</source>
        <translation>
            <numerusform>%n item struck out.</numerusform>
            <numerusform>%n items struck out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 项交给系统排。</source>
        <translation>
            <numerusform>%n item left to the drawing.</numerusform>
            <numerusform>%n items left to the drawing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>已改期 %n 项。</source>
        <translation>
            <numerusform>%n item moved.</numerusform>
            <numerusform>%n items moved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ItemChips</name>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>分层</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>未分层</source>
        <translation>No segment</translation>
    </message>
</context>
<context>
    <name>ItemRow</name>
    <message>
        <source>删掉这一项 Alt Delete</source>
        <translation>Remove this item Alt Delete</translation>
    </message>
    <message>
        <source>删掉这一项</source>
        <translation>Remove this item</translation>
    </message>
    <message>
        <source>检查项：{words}</source>
        <translation>Item: {words}</translation>
    </message>
</context>
<context>
    <name>ItemSheet</name>
    <message>
        <source>新安排</source>
        <translation>New item</translation>
    </message>
    <message>
        <source>添加</source>
        <translation>Add</translation>
    </message>
</context>
<context>
    <name>ItemsView</name>
    <message>
        <source>全年周负荷</source>
        <translation>Load of the year by week</translation>
    </message>
    <message>
        <source>计划对完成</source>
        <translation>Planned / done</translation>
    </message>
    <message>
        <source>周负荷</source>
        <translation>Weeks</translation>
    </message>
    <message>
        <source>看法</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>客户、拼音、内容、备注</source>
        <translation>Account, pinyin, what, note</translation>
    </message>
    <message>
        <source>年度安排</source>
        <translation>Items of the year</translation>
    </message>
    <message numerus="yes">
        <source>%n 项</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} 分钟</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} 元</source>
        <translation>{n} yuan</translation>
    </message>
    <message numerus="yes">
        <source>另有 %n 项不算</source>
        <translation>
            <numerusform>%n more not counted</numerusform>
            <numerusform>%n more not counted</numerusform>
        </translation>
    </message>
    <message>
        <source>没有符合的安排。</source>
        <translation>No match.</translation>
    </message>
    <message>
        <source>这里没有安排。</source>
        <translation>Nothing is planned here.</translation>
    </message>
    <message>
        <source>按 Esc 清除筛选。</source>
        <translation>Clear the filter with Esc.</translation>
    </message>
    <message>
        <source>按 N 新建一项，或把别的周的安排拖过来。</source>
        <translation>Press N to add an item, or drag one here from another week.</translation>
    </message>
    <message>
        <source>{first} – {last}</source>
        <translation>{first} – {last}</translation>
    </message>
</context>
<context>
    <name>KeptColumns</name>
    <message>
        <source>导入的其他列</source>
        <translation>Other columns of imports</translation>
    </message>
</context>
<context>
    <name>KeyResults</name>
    <message>
        <source>关键结果</source>
        <translation>Key results</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>快捷键</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>每个列表</source>
        <translation>Every list</translation>
    </message>
    <message>
        <source>整个窗口</source>
        <translation>The whole window</translation>
    </message>
    <message>
        <source>上一行、下一行</source>
        <translation>Row above, row below</translation>
    </message>
    <message>
        <source>第一行、最后一行</source>
        <translation>First row, last row</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>选中这一行</source>
        <translation>Select the row</translation>
    </message>
    <message>
        <source>多选</source>
        <translation>Select several rows</translation>
    </message>
    <message>
        <source>复制为表格</source>
        <translation>Copy as a table</translation>
    </message>
    <message>
        <source>筛选</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>回到列表</source>
        <translation>Back to the list</translation>
    </message>
</context>
<context>
    <name>KindList</name>
    <message>
        <source>记录的种类</source>
        <translation>Kinds of records</translation>
    </message>
</context>
<context>
    <name>KindPage</name>
    <message>
        <source>筛选：文字、拼音、首字母</source>
        <translation>Filter by words or pinyin</translation>
    </message>
    <message>
        <source>所选记录</source>
        <translation>Selected records</translation>
    </message>
    <message>
        <source>没有符合的记录。</source>
        <translation>No match.</translation>
    </message>
    <message>
        <source>清除筛选</source>
        <translation>Clear filter</translation>
    </message>
    <message>
        <source>写一行</source>
        <translation>Type a line</translation>
    </message>
    <message>
        <source>看全部</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>这条记录已不在客户书里。</source>
        <translation>The record is no longer in the book.</translation>
    </message>
    <message>
        <source>这段时间没有{one}。</source>
        <translation>No {one} in this period.</translation>
    </message>
    <message>
        <source>还没有{one}。</source>
        <translation>No {one} yet.</translation>
    </message>
    <message>
        <source>按 N 写一行记{one}：{example}；也可以从 Excel 复制后按 Ctrl+Shift+V 粘贴。</source>
        <translation>Press N and type one {one} in a line: {example}; or copy rows in Excel and paste them with Ctrl+Shift+V.</translation>
    </message>
    <message>
        <source>已记：{words}</source>
        <translation>Logged: {words}</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>已选 {count}</source>
        <translation>{count} selected</translation>
    </message>
</context>
<context>
    <name>Lane</name>
    <message>
        <source>作战室的操作</source>
        <translation>What can be done with the war room</translation>
    </message>
    <message>
        <source>健康度 {score}</source>
        <translation>Health {score}</translation>
    </message>
    <message>
        <source>逾期任务 {count}</source>
        <translation>Overdue tasks {count}</translation>
    </message>
    <message>
        <source>漏开站会 {count} 天</source>
        <translation>Stand-ups missed {count}</translation>
    </message>
    <message>
        <source>未完成任务 {count}</source>
        <translation>Open tasks {count}</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{segment}，</source>
        <translation>{segment}, </translation>
    </message>
    <message>
        <source>目标 ≥ {limit}</source>
        <translation>Goal ≥ {limit}</translation>
    </message>
    <message numerus="yes">
        <source>%n 天</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LaneLine</name>
    <message>
        <source>健康度走势</source>
        <translation>Health line</translation>
    </message>
    <message>
        <source>{name}：{value}</source>
        <translation>{name}: {value}</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
</context>
<context>
    <name>LaneMenu</name>
    <message>
        <source>打开客户</source>
        <translation>Open account</translation>
    </message>
    <message>
        <source>目标、截止日和小组</source>
        <translation>Goal, deadline and squad</translation>
    </message>
    <message>
        <source>关闭并复盘</source>
        <translation>Close and review</translation>
    </message>
</context>
<context>
    <name>LaneNotice</name>
    <message>
        <source>关闭并复盘</source>
        <translation>Close and review</translation>
    </message>
    <message>
        <source>改截止日</source>
        <translation>Change deadline</translation>
    </message>
    <message>
        <source>已稳住 ≥ {limit}，可以关闭并复盘</source>
        <translation>Held ≥ {limit}: close and review</translation>
    </message>
    <message>
        <source>过了截止日，没有稳住 {limit}</source>
        <translation>Deadline passed, {limit} not held</translation>
    </message>
</context>
<context>
    <name>LaneSquad</name>
    <message>
        <source>健康度回到 {limit} 以上，保持到截止日</source>
        <translation>Health back to {limit} or above, held until the deadline</translation>
    </message>
    <message>
        <source>目标：{goal}</source>
        <translation>Goal: {goal}</translation>
    </message>
    <message>
        <source>{day:%m-%d} 到期</source>
        <translation>due {day:%m-%d}</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>目标与小组</source>
        <translation>Goal and squad</translation>
    </message>
    <message>
        <source>还有 {count} 人</source>
        <translation>{count} more</translation>
    </message>
</context>
<context>
    <name>Lanes</name>
    <message>
        <source>作战室</source>
        <translation>War rooms</translation>
    </message>
    <message>
        <source>{name} {place}：{words}</source>
        <translation>{name} {place}: {words}</translation>
    </message>
</context>
<context>
    <name>LeftSide</name>
    <message>
        <source>客户、拼音、首字母、合同</source>
        <translation>Account, pinyin, initials, contract</translation>
    </message>
    <message>
        <source>年历</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>月历</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>本年</source>
        <translation>This year</translation>
    </message>
    <message>
        <source>两年</source>
        <translation>Two years</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>范围</source>
        <translation>Span</translation>
    </message>
    <message>
        <source>合同</source>
        <translation>Contracts</translation>
    </message>
    <message>
        <source>全年续费目标</source>
        <translation>Renewal target of the year</translation>
    </message>
    <message>
        <source>没有符合的合同。</source>
        <translation>No contract matches.</translation>
    </message>
    <message>
        <source>这里没有到期的合同。</source>
        <translation>No contract is due here.</translation>
    </message>
    <message>
        <source>按 Esc 清除筛选。</source>
        <translation>Esc clears the filter.</translation>
    </message>
</context>
<context>
    <name>LinkRow</name>
    <message>
        <source>续为</source>
        <translation>Renewed by</translation>
    </message>
    <message>
        <source>续自</source>
        <translation>Renews</translation>
    </message>
    <message>
        <source>解除关联</source>
        <translation>Remove link</translation>
    </message>
    <message>
        <source>解除关联：{old} → {new}</source>
        <translation>Remove link: {old} → {new}</translation>
    </message>
    <message>
        <source>推断</source>
        <translation>Inferred</translation>
    </message>
    <message>
        <source>确认</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>确认关联：{old} → {new}</source>
        <translation>Confirm link: {old} → {new}</translation>
    </message>
</context>
<context>
    <name>LinksPart</name>
    <message>
        <source>续约关联</source>
        <translation>Renewal links</translation>
    </message>
    <message>
        <source>关联</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>加续约关联</source>
        <translation>Add a renewal link</translation>
    </message>
    <message>
        <source>没有关联的合同</source>
        <translation>No linked contracts</translation>
    </message>
    <message>
        <source>关联为续约</source>
        <translation>Link as renewal</translation>
    </message>
    <message numerus="yes">
        <source>确认全部推断（%n 条）</source>
        <translation>
            <numerusform>Confirm the inferred link (%n)</numerusform>
            <numerusform>Confirm all %n inferred links</numerusform>
        </translation>
    </message>
    <message>
        <source>已确认续约关联：{link}</source>
        <translation>Renewal link confirmed: {link}</translation>
    </message>
    <message numerus="yes">
        <source>已确认 %n 条续约关联</source>
        <translation>
            <numerusform>%n renewal link confirmed</numerusform>
            <numerusform>%n renewal links confirmed</numerusform>
        </translation>
    </message>
    <message>
        <source>已解除续约关联：{link}</source>
        <translation>Renewal link removed: {link}</translation>
    </message>
    <message>
        <source>这个客户没有更晚开始的合同可以关联。</source>
        <translation>This account has no later contract to link.</translation>
    </message>
    <message>
        <source>由哪份合同续约</source>
        <translation>Renewed by which contract</translation>
    </message>
    <message>
        <source>已加续约关联：{old} → {new}</source>
        <translation>Renewal link added: {old} → {new}</translation>
    </message>
</context>
<context>
    <name>ListEdit</name>
    <message numerus="yes">
        <source>已粘贴，改了 %n 格。</source>
        <translation>
            <numerusform>Pasted: %n cell changed.</numerusform>
            <numerusform>Pasted: %n cells changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListHead</name>
    <message>
        <source>不再只看这一格</source>
        <translation>Show all again</translation>
    </message>
    <message>
        <source>不再只看这一格  Esc</source>
        <translation>Show all again  Esc</translation>
    </message>
    <message>
        <source>预测</source>
        <translation>Forecast</translation>
    </message>
</context>
<context>
    <name>ListSide</name>
    <message>
        <source>名称、拼音、首字母、编号</source>
        <translation>Name, pinyin, initials, id</translation>
    </message>
    <message>
        <source>客户都已归档。</source>
        <translation>All accounts are archived.</translation>
    </message>
    <message>
        <source>显示归档</source>
        <translation>Show the archive</translation>
    </message>
    <message>
        <source>没有符合的客户。</source>
        <translation>No match.</translation>
    </message>
    <message>
        <source>清除筛选</source>
        <translation>Clear filter</translation>
    </message>
</context>
<context>
    <name>ListSums</name>
    <message>
        <source>已选 {count}，{amount}</source>
        <translation>selected: {count}, {amount}</translation>
    </message>
    <message>
        <source>{count}没有汇率</source>
        <translation>{count} without an exchange rate</translation>
    </message>
    <message>
        <source>所列合同</source>
        <translation>contracts listed</translation>
    </message>
</context>
<context>
    <name>ListTools</name>
    <message>
        <source>已选 {count}</source>
        <translation>{count} selected</translation>
    </message>
    <message>
        <source>移交…</source>
        <translation>Hand over…</translation>
    </message>
    <message>
        <source>归档或取消归档</source>
        <translation>Archive or unarchive</translation>
    </message>
    <message>
        <source>查找重复客户</source>
        <translation>Find duplicate accounts</translation>
    </message>
    <message>
        <source>记触达</source>
        <translation>Touch</translation>
    </message>
    <message>
        <source>归档</source>
        <translation>Archive</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>合并…</source>
        <translation>Merge…</translation>
    </message>
    <message numerus="yes">
        <source>已复制 %n 行。</source>
        <translation>
            <numerusform>%n row copied.</numerusform>
            <numerusform>%n rows copied.</numerusform>
        </translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>没有选中客户。</source>
        <translation>No account is selected.</translation>
    </message>
    <message>
        <source>{what}：{whom}</source>
        <translation>{what}: {whom}</translation>
    </message>
    <message>
        <source>先选中两个或更多客户。</source>
        <translation>Select two accounts or more first.</translation>
    </message>
    <message>
        <source>新建客户</source>
        <translation>New account</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>编辑单元格</source>
        <translation>Edit cell</translation>
    </message>
    <message>
        <source>这一列不能编辑。</source>
        <translation>This column cannot be edited.</translation>
    </message>
    <message>
        <source>取消归档</source>
        <translation>Unarchive</translation>
    </message>
    <message>
        <source>合并</source>
        <translation>Merge</translation>
    </message>
    <message>
        <source>移交</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>复制为表格</source>
        <translation>Copy as a table</translation>
    </message>
    <message>
        <source>导出表格</source>
        <translation>Export the list</translation>
    </message>
    <message>
        <source>筛选客户</source>
        <translation>Filter accounts</translation>
    </message>
    <message>
        <source>逐个走过筛选条件</source>
        <translation>Go through the filter chips</translation>
    </message>
    <message>
        <source>清除筛选</source>
        <translation>Clear filter</translation>
    </message>
    <message>
        <source>没有筛选。</source>
        <translation>There is no filter.</translation>
    </message>
    <message>
        <source>显示或隐藏归档客户</source>
        <translation>Show or hide archived accounts</translation>
    </message>
    <message>
        <source>选择列</source>
        <translation>Choose columns</translation>
    </message>
    <message>
        <source>选择视图</source>
        <translation>Choose a view</translation>
    </message>
    <message>
        <source>把现在的样子存为视图</source>
        <translation>Save the present look as a view</translation>
    </message>
    <message>
        <source>视图：{name}</source>
        <translation>View: {name}</translation>
    </message>
    <message>
        <source>分组：{name}</source>
        <translation>Group by: {name}</translation>
    </message>
</context>
<context>
    <name>Listing</name>
    <message>
        <source>年化</source>
        <translation>Annual value</translation>
    </message>
</context>
<context>
    <name>LiveBlock</name>
    <message>
        <source>图</source>
        <translation>Figure</translation>
    </message>
    <message>
        <source>表</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>关键数字</source>
        <translation>Key figures</translation>
    </message>
    <message>
        <source>报告自检</source>
        <translation>Checks of the report</translation>
    </message>
    <message>
        <source>数据依据</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>已不在数据中</source>
        <translation>No longer in the data</translation>
    </message>
    <message>
        <source>随数据生成</source>
        <translation>Made from the data</translation>
    </message>
    <message>
        <source>… 共 %1 行</source>
        <translation>… %1 rows in all</translation>
    </message>
</context>
<context>
    <name>Locking</name>
    <message>
        <source>这本客户书没有口令，锁了也没有用。可以在设置里设口令。</source>
        <translation>This book has no passphrase, so a lock would be of no use. Set one in the settings.</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Saving</translation>
    </message>
    <message>
        <source>正在完成：{what}</source>
        <translation>Finishing: {what}</translation>
    </message>
</context>
<context>
    <name>LogForm</name>
    <message>
        <source>昨天</source>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>阻塞</source>
        <translation>Blocked by</translation>
    </message>
    <message>
        <source>没有就留空</source>
        <translation>Leave empty if nothing</translation>
    </message>
    <message>
        <source>{part}，{who}</source>
        <translation>{part}, {who}</translation>
    </message>
    <message>
        <source>已记站会：{account} {day}</source>
        <translation>Stand-up logged: {account} {day}</translation>
    </message>
</context>
<context>
    <name>LogPane</name>
    <message>
        <source>记录</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>看全部记录</source>
        <translation>Records of all time</translation>
    </message>
    <message>
        <source>只看本期记录</source>
        <translation>Records of this period only</translation>
    </message>
    <message>
        <source>看{name}</source>
        <translation>Log: {name}</translation>
    </message>
    <message>
        <source>记{one}</source>
        <translation>Add {one}</translation>
    </message>
</context>
<context>
    <name>LookPage</name>
    <message>
        <source>外观</source>
        <translation>Appearance</translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation>System</translation>
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
        <source>主题</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>跟随系统时，系统变深色这里也变。</source>
        <translation>With System it turns dark when the system does.</translation>
    </message>
    <message>
        <source>界面和新建报告的语言；客户书里的内容不变。</source>
        <translation>Of the window and of new reports; what the book holds stays as it is.</translation>
    </message>
    <message>
        <source>外观只属于这台电脑，不在客户书里，不能撤销。</source>
        <translation>The appearance belongs to this computer, not to the book, and is not undone.</translation>
    </message>
</context>
<context>
    <name>LoseForm</name>
    <message>
        <source>原因，可写新的</source>
        <translation>Reason, or a new one</translation>
    </message>
    <message>
        <source>得知的日期</source>
        <translation>Known since</translation>
    </message>
    <message>
        <source>记为未续</source>
        <translation>Record as lost</translation>
    </message>
    <message>
        <source>已记未续约：{code} {reason}</source>
        <translation>Not renewed: {code} {reason}</translation>
    </message>
</context>
<context>
    <name>MappingView</name>
    <message>
        <source>列的对应</source>
        <translation>Mapping of columns</translation>
    </message>
    <message>
        <source>没有“{field}”这个字段，请从列表里选。</source>
        <translation>There is no field “{field}”: choose one of the list.</translation>
    </message>
    <message>
        <source>没有“{field}”这个字段，请从列表里选，或选“{own}”。</source>
        <translation>There is no field “{field}”: choose one of the list, or “{own}”.</translation>
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
    <name>MatrixHead</name>
    <message>
        <source>风险矩阵</source>
        <translation>Risk matrix</translation>
    </message>
    <message>
        <source>风险矩阵：{by}</source>
        <translation>Risk matrix: {by}</translation>
    </message>
</context>
<context>
    <name>MeasureBeside</name>
    <message>
        <source>指标</source>
        <translation>Metric</translation>
    </message>
    <message>
        <source>走势</source>
        <translation>Trend</translation>
    </message>
    <message>
        <source>口径</source>
        <translation>Definition</translation>
    </message>
    <message>
        <source>明细</source>
        <translation>Rows</translation>
    </message>
    <message>
        <source>对比</source>
        <translation>Compare</translation>
    </message>
    <message>
        <source>本期</source>
        <translation>This period</translation>
    </message>
    <message>
        <source>上期 {period}</source>
        <translation>Before, {period}</translation>
    </message>
    <message>
        <source>上年同期 {period}</source>
        <translation>Year before, {period}</translation>
    </message>
    <message>
        <source>团队</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>填写</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>本人 {difference}</source>
        <translation>own {difference}</translation>
    </message>
</context>
<context>
    <name>MeasureExport</name>
    <message>
        <source>导出表格</source>
        <translation>Export table</translation>
    </message>
    <message>
        <source>指标明细</source>
        <translation>Metrics</translation>
    </message>
    <message>
        <source>按期间</source>
        <translation>By period</translation>
    </message>
    <message>
        <source>导出图表</source>
        <translation>Export chart</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>已导出：{path}</source>
        <translation>Exported: {path}</translation>
    </message>
</context>
<context>
    <name>MeasuresHead</name>
    <message>
        <source>指标、拼音</source>
        <translation>Metric, pinyin</translation>
    </message>
    <message>
        <source>分层</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>行业</source>
        <translation>Industry</translation>
    </message>
    <message>
        <source>年化不低于</source>
        <translation>Annual at least</translation>
    </message>
    <message>
        <source>导出列表</source>
        <translation>Export the list</translation>
    </message>
</context>
<context>
    <name>MeasuresPage</name>
    <message>
        <source>指标</source>
        <translation>Metric</translation>
    </message>
    <message>
        <source>还没有客户。</source>
        <translation>No accounts yet.</translation>
    </message>
    <message>
        <source>导入客户、合同和回款的表，指标会自己算出来，每个数都能打开看依据。</source>
        <translation>Import tables of accounts, contracts and receipts: the metrics are counted from them, and every figure opens the rows behind it.</translation>
    </message>
    <message>
        <source>导入文件夹…</source>
        <translation>Import a folder…</translation>
    </message>
    <message>
        <source>没有符合的指标。</source>
        <translation>No metric matches.</translation>
    </message>
    <message>
        <source>按 Esc 清除筛选。</source>
        <translation>Press Esc to clear the filter.</translation>
    </message>
    <message>
        <source>指标 {period}</source>
        <translation>Metrics {period}</translation>
    </message>
    <message>
        <source>走势</source>
        <translation>Trend</translation>
    </message>
    <message>
        <source>口径</source>
        <translation>Definition</translation>
    </message>
    <message>
        <source>明细</source>
        <translation>Rows</translation>
    </message>
    <message>
        <source>期间对比</source>
        <translation>Compare periods</translation>
    </message>
    <message>
        <source>：{name}</source>
        <translation>: {name}</translation>
    </message>
    <message>
        <source>填团队数</source>
        <translation>Enter the team&apos;s number</translation>
    </message>
    <message>
        <source>筛选指标</source>
        <translation>Filter metrics</translation>
    </message>
    <message>
        <source>下一个筛选条件</source>
        <translation>Next filter</translation>
    </message>
    <message>
        <source>导出指标列表</source>
        <translation>Export the list of metrics</translation>
    </message>
    <message>
        <source>数值</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>目标</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>上期</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>上年同期</source>
        <translation>Year before</translation>
    </message>
    <message>
        <source>团队</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>12 个月</source>
        <translation>12 months</translation>
    </message>
    <message>
        <source>目标 {met}/{of} 达成</source>
        <translation>{met} of {of} targets met</translation>
    </message>
    <message>
        <source>上期 {value}</source>
        <translation>before {value}</translation>
    </message>
    <message>
        <source>团队 {value}</source>
        <translation>team {value}</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>MemberForm</name>
    <message>
        <source>截止日</source>
        <translation>Deadline</translation>
    </message>
    <message>
        <source>角色</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>联系方式</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>目标</source>
        <translation>Goal</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>Members</name>
    <message>
        <source>谁在说</source>
        <translation>Who speaks</translation>
    </message>
    <message>
        <source>小组</source>
        <translation>Squad</translation>
    </message>
    <message>
        <source>{count}/{all} 已记</source>
        <translation>{count}/{all} logged</translation>
    </message>
</context>
<context>
    <name>Mending</name>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
</context>
<context>
    <name>MergeSheet</name>
    <message>
        <source>保留</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>各不相同的内容</source>
        <translation>Where they differ</translation>
    </message>
    <message>
        <source>移到保留的客户</source>
        <translation>Moves to the one that stays</translation>
    </message>
    <message>
        <source>合并</source>
        <translation>Merge</translation>
    </message>
    <message numerus="yes">
        <source>合并 %n 个客户</source>
        <translation>
            <numerusform>Merge %n account</numerusform>
            <numerusform>Merge %n accounts</numerusform>
        </translation>
    </message>
    <message>
        <source>合并后只剩一个客户，其余的合同、触达、工单等都归到它名下。可以撤销。</source>
        <translation>One account remains; contracts, touches, tickets and the rest of the others go to it. It can be undone.</translation>
    </message>
    <message numerus="yes">
        <source>另外还有 %n 组看起来重复的客户。</source>
        <translation>
            <numerusform> %n more group looks like duplicates.</numerusform>
            <numerusform> %n more groups look like duplicates.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 行两边都有，不移</source>
        <translation>
            <numerusform>%n row stays out: both have it</numerusform>
            <numerusform>%n rows stay out: both have them</numerusform>
        </translation>
    </message>
    <message>
        <source>已合并到“{name}”。</source>
        <translation>Merged into “{name}”.</translation>
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
    <name>ModelEditor</name>
    <message>
        <source>红线：低于</source>
        <translation>Red below</translation>
    </message>
    <message>
        <source>绿线：及以上</source>
        <translation>Green from</translation>
    </message>
    <message>
        <source>缺数据时</source>
        <translation>Missing data</translation>
    </message>
    <message>
        <source>最低覆盖，%</source>
        <translation>Least coverage, %</translation>
    </message>
    <message>
        <source>计算日</source>
        <translation>Scoring days</translation>
    </message>
    <message>
        <source>添加维度</source>
        <translation>Add dimension</translation>
    </message>
    <message>
        <source>维度</source>
        <translation>Dimensions</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>权重</source>
        <translation>Weight</translation>
    </message>
    <message>
        <source>折算后</source>
        <translation>Share</translation>
    </message>
    <message>
        <source>还没有维度。导入健康度以后会列在这里；也可以添加由使用、工单、问卷、回款、触达计算的维度。</source>
        <translation>No dimensions yet. They come with imported scores; or add one computed from usage, tickets, surveys, receipts or touches.</translation>
    </message>
    <message>
        <source>分档</source>
        <translation>Bands</translation>
    </message>
    <message>
        <source>红</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>低于</source>
        <translation>below</translation>
    </message>
    <message>
        <source>黄</source>
        <translation>Yellow</translation>
    </message>
    <message>
        <source>绿</source>
        <translation>Green</translation>
    </message>
    <message>
        <source>及以上</source>
        <translation>and above</translation>
    </message>
    <message>
        <source>覆盖不到权重的</source>
        <translation>unscored below</translation>
    </message>
    <message>
        <source>% 时不评</source>
        <translation>% of the weight</translation>
    </message>
    <message>
        <source>由数据计算的维度在这些日子评分，改了模型后以前的也按现在的模型重算；导入的维度按导入的日子，中间沿用最近一次导入。已冻结的自评不变。</source>
        <translation>Computed dimensions are scored on these days, past ones by the model in force. Imported ones are scored on the days of imports and stand until the next. Frozen reviews do not move.</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Imported</translation>
    </message>
    <message>
        <source>合计 100%。空着的用默认权重。</source>
        <translation>100% in all. Empty ones have their default.</translation>
    </message>
    <message>
        <source>合计 {sum}，按比例折算到 100%。空着的用默认权重。</source>
        <translation>{sum} in all, rescaled to 100%. Empty ones have their default.</translation>
    </message>
    <message>
        <source>都没有权重时，各维度一样重。</source>
        <translation>Without any weight all dimensions weigh the same.</translation>
    </message>
    <message>
        <source>{red} 到不满 {green}</source>
        <translation>{red} to below {green}</translation>
    </message>
</context>
<context>
    <name>ModelSide</name>
    <message>
        <source>模型</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>预览</source>
        <translation>Preview</translation>
    </message>
    <message>
        <source>版本</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>健康度会变的客户</source>
        <translation>Accounts whose health would change</translation>
    </message>
    <message>
        <source>会变的客户</source>
        <translation>Would change</translation>
    </message>
    <message>
        <source>截至 {day}，按现在的模型。改左边的数，这里先看到结果，保存后才算数。</source>
        <translation>As of {day}, by the model in force. Change numbers at the left to see here what comes of it; it counts once saved.</translation>
    </message>
    <message>
        <source>截至 {day}，没有客户的健康度会变。</source>
        <translation>As of {day}, no account would have another score.</translation>
    </message>
    <message numerus="yes">
        <source>%n 个客户换档</source>
        <translation>
            <numerusform>%n account changes its band</numerusform>
            <numerusform>%n accounts change their band</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 个客户的分数会变</source>
        <translation>
            <numerusform>%n score changes</numerusform>
            <numerusform>%n scores change</numerusform>
        </translation>
    </message>
    <message>
        <source>分数不变</source>
        <translation>no score changes</translation>
    </message>
    <message>
        <source>截至 {day}，保存后 {changed}，{moved}。</source>
        <translation>As of {day}, once saved: {changed}, {moved}.</translation>
    </message>
</context>
<context>
    <name>ModuleHead</name>
    <message>
        <source>模块</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>深度</source>
        <translation>Depth</translation>
    </message>
    <message>
        <source>活跃/开通</source>
        <translation>Active/of</translation>
    </message>
</context>
<context>
    <name>MomentForm</name>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>填现在的时间</source>
        <translation>Fill in the time now</translation>
    </message>
    <message>
        <source>请写日期和时间，如 06-28 和 16:30。</source>
        <translation>Give day and time, as 06-28 and 16:30.</translation>
    </message>
</context>
<context>
    <name>MoneyPage</name>
    <message>
        <source>自动</source>
        <translation>automatic</translation>
    </message>
    <message>
        <source>汇率</source>
        <translation>Rates</translation>
    </message>
    <message>
        <source>期间</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>币种</source>
        <translation>Currency</translation>
    </message>
    <message>
        <source>折合本位币</source>
        <translation>In book currency</translation>
    </message>
    <message>
        <source>新汇率的期间</source>
        <translation>Period of the new rate</translation>
    </message>
    <message>
        <source>新汇率的币种</source>
        <translation>Currency of the new rate</translation>
    </message>
    <message>
        <source>新汇率</source>
        <translation>New rate</translation>
    </message>
    <message>
        <source>添加</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>自动：{currency}</source>
        <translation>auto: {currency}</translation>
    </message>
    <message>
        <source>半年、季度、月份各用自己期间的汇率，写作 2024H1、2024Q2、2024-05。</source>
        <translation>Halves, quarters and months each have rates of their own, written 2024H1, 2024Q2, 2024-05.</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message numerus="yes">
        <source>{currency} %n 份合同</source>
        <translation>
            <numerusform>{currency} (%n contract)</numerusform>
            <numerusform>{currency} (%n contracts)</numerusform>
        </translation>
    </message>
    <message>
        <source>{period} 没有这些币种的汇率，它们不计入合计：{listed}。</source>
        <translation>{period} has no rate for these currencies, which are left out of sums: {listed}.</translation>
    </message>
</context>
<context>
    <name>MoneyPart</name>
    <message>
        <source>已收</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>还没有开票和回款。</source>
        <translation>No invoices or receipts yet.</translation>
    </message>
    <message>
        <source>开票</source>
        <translation>Invoice</translation>
    </message>
    <message>
        <source>回款</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>退款</source>
        <translation>Refund</translation>
    </message>
    <message>
        <source>分期</source>
        <translation>Parts</translation>
    </message>
    <message>
        <source>加{what}</source>
        <translation>Add: {what}</translation>
    </message>
    <message>
        <source>{code} 的开票与回款</source>
        <translation>Invoices and receipts of {code}</translation>
    </message>
    <message>
        <source>金额{tax}，不含税 {other}</source>
        <translation>{tax}; {other} without</translation>
    </message>
    <message>
        <source>金额{tax}，含税 {other}</source>
        <translation>{tax}; {other} with it</translation>
    </message>
    <message>
        <source>开票与回款</source>
        <translation>Invoices and receipts</translation>
    </message>
    <message>
        <source>合同额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>已开票</source>
        <translation>Invoiced</translation>
    </message>
    <message>
        <source>待收</source>
        <translation>To come</translation>
    </message>
    <message>
        <source>已退</source>
        <translation>Refunded</translation>
    </message>
    <message>
        <source>优惠</source>
        <translation>Discount</translation>
    </message>
    <message>
        <source>逾期未收</source>
        <translation>Overdue</translation>
    </message>
</context>
<context>
    <name>MonthView</name>
    <message>
        <source>决策 {count}：{names}</source>
        <translation>{count} decided: {names}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>到期 {count}</source>
        <translation>{count} ending</translation>
    </message>
    <message>
        <source>周一</source>
        <translation>Mon</translation>
    </message>
    <message>
        <source>周二</source>
        <translation>Tue</translation>
    </message>
    <message>
        <source>周三</source>
        <translation>Wed</translation>
    </message>
    <message>
        <source>周四</source>
        <translation>Thu</translation>
    </message>
    <message>
        <source>周五</source>
        <translation>Fri</translation>
    </message>
    <message>
        <source>周六</source>
        <translation>Sat</translation>
    </message>
    <message>
        <source>周日</source>
        <translation>Sun</translation>
    </message>
    <message>
        <source>到期</source>
        <translation>ends</translation>
    </message>
</context>
<context>
    <name>NewAccount</name>
    <message>
        <source>留空则自动编号</source>
        <translation>Empty: numbered automatically</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>打开它</source>
        <translation>Open it</translation>
    </message>
    <message>
        <source>新客户</source>
        <translation>New account</translation>
    </message>
    <message>
        <source>已有“{name}”。还是新客户的话，再按一次保存。</source>
        <translation>There is “{name}” already. If this is another one, save once more.</translation>
    </message>
</context>
<context>
    <name>NewSecret</name>
    <message>
        <source>口令</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>再输一次</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>我已经存好恢复密钥</source>
        <translation>I have stored the recovery key</translation>
    </message>
    <message>
        <source>两次输入一致后，这里给出恢复密钥。</source>
        <translation>When both passphrases agree, the recovery key appears here.</translation>
    </message>
    <message>
        <source>显示口令</source>
        <translation>Show the passphrase</translation>
    </message>
    <message>
        <source>先存好恢复密钥，再勾上面的方框</source>
        <translation>Store the recovery key first, then check the box above</translation>
    </message>
    <message>
        <source>很弱，一猜就中</source>
        <translation>Very weak: guessed at once</translation>
    </message>
    <message>
        <source>弱，再长一些，比如一句话</source>
        <translation>Weak: make it longer, a sentence perhaps</translation>
    </message>
    <message>
        <source>一般</source>
        <translation>Fair</translation>
    </message>
    <message>
        <source>强</source>
        <translation>Strong</translation>
    </message>
    <message>
        <source>很强</source>
        <translation>Very strong</translation>
    </message>
    <message>
        <source>两次输入的口令不一样</source>
        <translation>The two passphrases differ</translation>
    </message>
    <message>
        <source>先设口令，或选“不设口令”</source>
        <translation>Set a passphrase, or choose “No passphrase”</translation>
    </message>
    <message>
        <source>把口令再输一次</source>
        <translation>Type the passphrase once more</translation>
    </message>
</context>
<context>
    <name>NewestRows</name>
    <message>
        <source>最新的行</source>
        <translation>Newest rows</translation>
    </message>
</context>
<context>
    <name>NoFiles</name>
    <message>
        <source>还没有文件。</source>
        <translation>No files yet.</translation>
    </message>
    <message>
        <source>把客户、合同、回款、使用数据的表拖到窗口里，一个文件夹也行。csv、xlsx、xls、ods 都能读。</source>
        <translation>Drop tables of accounts, contracts, receipts or usage onto the window, or a whole folder. Reads csv, xlsx, xls and ods.</translation>
    </message>
    <message>
        <source>选文件…</source>
        <translation>Choose files…</translation>
    </message>
    <message>
        <source>选文件夹…</source>
        <translation>Choose a folder…</translation>
    </message>
    <message>
        <source>从剪贴板粘贴</source>
        <translation>Paste</translation>
    </message>
    <message>
        <source>空白表…</source>
        <translation>Blank tables…</translation>
    </message>
    <message>
        <source>带表头和一行示例的空表，填好再拖回来</source>
        <translation>Tables with headers and one example row, to fill in and drop here</translation>
    </message>
    <message>
        <source>先看、先改、再写：第 4 步之前不会写入任何东西，写入以后可以一步撤销。</source>
        <translation>Look, correct, then write: nothing is written before step 4, and one undo takes it back.</translation>
    </message>
</context>
<context>
    <name>OldPages</name>
    <message>
        <source>{version} 已冻结：回到现在才能改章节。</source>
        <translation>{version} is frozen: go back to now to change chapters.</translation>
    </message>
</context>
<context>
    <name>OpenForm</name>
    <message>
        <source>开作战室</source>
        <translation>Open war room</translation>
    </message>
    <message>
        <source>首批任务</source>
        <translation>First tasks</translation>
    </message>
    <message>
        <source>任务 {n}</source>
        <translation>Task {n}</translation>
    </message>
    <message>
        <source>加任务</source>
        <translation>Add task</translation>
    </message>
    <message>
        <source>开作战室：{account}</source>
        <translation>Open war room: {account}</translation>
    </message>
    <message numerus="yes">
        <source>%n 个，进“待办”</source>
        <translation>
            <numerusform>%n, goes to To do</numerusform>
            <numerusform>%n, go to To do</numerusform>
        </translation>
    </message>
    <message>
        <source>已开作战室：{account}</source>
        <translation>War room opened: {account}</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>OverrideForm</name>
    <message>
        <source>健康度 0–100</source>
        <translation>Health 0–100</translation>
    </message>
    <message>
        <source>有效到</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>改写健康度，自 {day} 起</source>
        <translation>Override health from {day}</translation>
    </message>
    <message>
        <source>已改写健康度：{name} {score}</source>
        <translation>Health overridden: {name} {score}</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>健康维度</source>
        <translation>Health</translation>
    </message>
    <message>
        <source>还没有健康评分。</source>
        <translation>Not scored yet.</translation>
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
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message numerus="yes">
        <source>全部 %n</source>
        <translation>
            <numerusform>All %n</numerusform>
            <numerusform>All %n</numerusform>
        </translation>
    </message>
    <message>
        <source>按决策日</source>
        <translation>By decision date</translation>
    </message>
    <message>
        <source>已撤掉人工健康度：{name}</source>
        <translation>Override removed: {name}</translation>
    </message>
</context>
<context>
    <name>PageFoot</name>
    <message>
        <source>语言：{name}</source>
        <translation>Language: {name}</translation>
    </message>
</context>
<context>
    <name>PageHead</name>
    <message>
        <source>文字</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>页面</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>看法</source>
        <translation>View</translation>
    </message>
    <message>
        <source>文字 Alt+1，页面 Alt+2</source>
        <translation>Text Alt+1, pages Alt+2</translation>
    </message>
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
        <source>冻结</source>
        <translation>Freeze</translation>
    </message>
    <message>
        <source>存成一个版本：文字还能改，数字不再变化</source>
        <translation>Keep a version: the text can still be changed, its figures cannot</translation>
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
    <name>Palette</name>
    <message>
        <source>搜索客户、合同、联系人，或执行命令</source>
        <translation>Search accounts, contracts, people, or run a command</translation>
    </message>
    <message>
        <source>找到的</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>搜索和命令</source>
        <translation>Search and commands</translation>
    </message>
    <message>
        <source>选择</source>
        <translation>Select</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>在旁边打开</source>
        <translation>Open beside</translation>
    </message>
    <message>
        <source>只看操作</source>
        <translation>Actions only</translation>
    </message>
    <message>
        <source>只看指标</source>
        <translation>Metrics only</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>操作</source>
        <translation>Actions</translation>
    </message>
    <message>
        <source>合同</source>
        <translation>Contracts</translation>
    </message>
    <message>
        <source>联系人</source>
        <translation>People</translation>
    </message>
    <message>
        <source>指标</source>
        <translation>Metrics</translation>
    </message>
    <message>
        <source>最近打开</source>
        <translation>Recently opened</translation>
    </message>
</context>
<context>
    <name>PaneHead</name>
    <message>
        <source>年</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>月</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>列表</source>
        <translation>List</translation>
    </message>
    <message>
        <source>看法</source>
        <translation>View</translation>
    </message>
    <message>
        <source>年 Alt+1，月 Alt+2，列表 Alt+3</source>
        <translation>Year Alt+1, month Alt+2, list Alt+3</translation>
    </message>
    <message>
        <source>导出日历或表格</source>
        <translation>Export a calendar or a table</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>一个</source>
        <translation>One</translation>
    </message>
    <message>
        <source>看谁的任务</source>
        <translation>Whose tasks</translation>
    </message>
    <message>
        <source>全部或只看当前客户  A</source>
        <translation>All accounts or the current one  A</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>站会模式</source>
        <translation>Stand-up</translation>
    </message>
    <message>
        <source>任务</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>新任务</source>
        <translation>New task</translation>
    </message>
    <message>
        <source>导出作战室</source>
        <translation>Export the war room</translation>
    </message>
    <message numerus="yes">
        <source>%n 个红色客户，健康度连续 ≥ {limit} 到截止日才关闭</source>
        <translation>
            <numerusform>%n red account; a room closes when ≥ {limit} is held until its deadline</numerusform>
            <numerusform>%n red accounts; a room closes when ≥ {limit} is held until its deadline</numerusform>
        </translation>
    </message>
    <message>
        <source>只看{account}</source>
        <translation>Only {account}</translation>
    </message>
    <message>
        <source>全部 {count}</source>
        <translation>All {count}</translation>
    </message>
    <message>
        <source>已关闭 {count}</source>
        <translation>{count} closed</translation>
    </message>
    <message>
        <source>已关闭的作战室，{count} 个</source>
        <translation>Closed war rooms, {count}</translation>
    </message>
</context>
<context>
    <name>PaneTools</name>
    <message>
        <source>没有作战室。</source>
        <translation>There is no war room.</translation>
    </message>
    <message>
        <source>：{account}</source>
        <translation>: {account}</translation>
    </message>
    <message>
        <source>没有客户在等作战室。</source>
        <translation>No account is waiting for a war room.</translation>
    </message>
    <message>
        <source>只看当前客户的任务</source>
        <translation>Only the current account&apos;s tasks</translation>
    </message>
    <message>
        <source>看所有客户的任务</source>
        <translation>All accounts&apos; tasks</translation>
    </message>
    <message>
        <source>新任务</source>
        <translation>New task</translation>
    </message>
    <message>
        <source>站会模式</source>
        <translation>Stand-up mode</translation>
    </message>
    <message>
        <source>开作战室</source>
        <translation>Open war room</translation>
    </message>
    <message>
        <source>不开作战室</source>
        <translation>No war room</translation>
    </message>
    <message>
        <source>目标、截止日和小组</source>
        <translation>Goal, deadline and squad</translation>
    </message>
    <message>
        <source>关闭作战室并复盘</source>
        <translation>Close the war room with its review</translation>
    </message>
    <message>
        <source>打开客户</source>
        <translation>Open account</translation>
    </message>
    <message>
        <source>筛选任务</source>
        <translation>Filter tasks</translation>
    </message>
    <message>
        <source>筛选条件</source>
        <translation>Filter chips</translation>
    </message>
    <message>
        <source>看板的列</source>
        <translation>Columns of the board</translation>
    </message>
    <message>
        <source>同一客户的任务放在一起</source>
        <translation>Keep an account&apos;s tasks together</translation>
    </message>
    <message>
        <source>上一个作战室</source>
        <translation>Previous war room</translation>
    </message>
    <message>
        <source>下一个作战室</source>
        <translation>Next war room</translation>
    </message>
    <message>
        <source>导出…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>状态一页纸（Word）</source>
        <translation>Status on one page (Word)</translation>
    </message>
    <message>
        <source>状态一页纸（PDF）</source>
        <translation>Status on one page (PDF)</translation>
    </message>
    <message>
        <source>状态一页纸（Markdown）</source>
        <translation>Status on one page (Markdown)</translation>
    </message>
    <message>
        <source>复制状态，贴到聊天里</source>
        <translation>Copy the status for a chat</translation>
    </message>
    <message>
        <source>任务表（CSV，可导入工单系统）</source>
        <translation>Tasks as a table (CSV for issue trackers)</translation>
    </message>
    <message>
        <source>任务表（Excel）</source>
        <translation>Tasks as a table (Excel)</translation>
    </message>
    <message>
        <source>不为这次跌破开作战室：{account}</source>
        <translation>No war room for this fall: {account}</translation>
    </message>
</context>
<context>
    <name>Panes</name>
    <message>
        <source>今日</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>合同日历</source>
        <translation>Calendar</translation>
    </message>
    <message>
        <source>作战室</source>
        <translation>War room</translation>
    </message>
    <message>
        <source>自评报告</source>
        <translation>Self-review</translation>
    </message>
    <message>
        <source>计划与指标</source>
        <translation>Plan and metrics</translation>
    </message>
    <message>
        <source>记录</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
</context>
<context>
    <name>PassphraseSheet</name>
    <message>
        <source>新口令</source>
        <translation>New passphrase</translation>
    </message>
    <message>
        <source>再输一次</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>我已经存好恢复密钥</source>
        <translation>I have stored the recovery key</translation>
    </message>
    <message>
        <source>设口令</source>
        <translation>Set a passphrase</translation>
    </message>
    <message>
        <source>更换口令</source>
        <translation>Change the passphrase</translation>
    </message>
    <message>
        <source>更换</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>备份也改用新口令；已复制到别处的备份仍用旧口令。</source>
        <translation>The backups take the new passphrase too; copies that you put elsewhere keep the old one.</translation>
    </message>
    <message>
        <source>去掉口令</source>
        <translation>Remove the passphrase</translation>
    </message>
    <message>
        <source>密钥会明文存放在文件夹里，拿到文件夹的人就能打开这本书。以后可以再设。</source>
        <translation>The key will lie in the folder in plain text, and whoever has the folder can open this book. A passphrase can be set again later.</translation>
    </message>
    <message>
        <source>换新的恢复密钥</source>
        <translation>New recovery key</translation>
    </message>
    <message>
        <source>换新的</source>
        <translation>Make a new one</translation>
    </message>
    <message>
        <source>旧的恢复密钥从此打不开这本书。</source>
        <translation>The old recovery key will no longer open this book.</translation>
    </message>
    <message>
        <source>先输恢复密钥</source>
        <translation>Enter the recovery key first</translation>
    </message>
    <message>
        <source>先输现在的口令</source>
        <translation>Enter the present passphrase first</translation>
    </message>
    <message>
        <source>两次输入的口令不一样</source>
        <translation>The two passphrases differ</translation>
    </message>
    <message>
        <source>先输新口令</source>
        <translation>Enter the new passphrase first</translation>
    </message>
    <message>
        <source>把新口令再输一次</source>
        <translation>Enter the new passphrase once more</translation>
    </message>
    <message>
        <source>很弱</source>
        <translation>very weak</translation>
    </message>
    <message>
        <source>弱</source>
        <translation>weak</translation>
    </message>
    <message>
        <source>一般</source>
        <translation>fair</translation>
    </message>
    <message>
        <source>强</source>
        <translation>strong</translation>
    </message>
    <message>
        <source>很强</source>
        <translation>very strong</translation>
    </message>
    <message>
        <source>正在更换</source>
        <translation>Under way</translation>
    </message>
    <message>
        <source>换恢复密钥</source>
        <translation>Making a new recovery key</translation>
    </message>
    <message>
        <source>恢复密钥</source>
        <translation>Recovery key</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>先存好恢复密钥</source>
        <translation>Store the recovery key first</translation>
    </message>
</context>
<context>
    <name>PasteSheet</name>
    <message>
        <source>粘贴 {rows} 行 × {columns} 列</source>
        <translation>Paste {rows} rows × {columns} columns</translation>
    </message>
    <message numerus="yes">
        <source>改 %n 格</source>
        <translation>
            <numerusform>%n cell changes</numerusform>
            <numerusform>%n cells change</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 格不变</source>
        <translation>
            <numerusform>%n stays</numerusform>
            <numerusform>%n stay</numerusform>
        </translation>
    </message>
    <message>
        <source>{parts}。</source>
        <translation>{parts}. </translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message numerus="yes">
        <source>%n 格有问题，不会写入；其余的可以写入。</source>
        <translation>
            <numerusform>%n cell has a problem and is left out; the others can be written.</numerusform>
            <numerusform>%n cells have a problem and are left out; the others can be written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>新增 %n 条记录。</source>
        <translation>
            <numerusform>%n record is added. </numerusform>
            <numerusform>%n records are added. </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 行有问题，不会写入；其余的可以写入。</source>
        <translation>
            <numerusform>%n row has a problem and is left out; the others can be added.</numerusform>
            <numerusform>%n rows have a problem and are left out; the others can be added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>新增 %n 条</source>
        <translation>
            <numerusform>Add %n record</numerusform>
            <numerusform>Add %n records</numerusform>
        </translation>
    </message>
    <message>
        <source>没有可写入的行。</source>
        <translation>No row can be added.</translation>
    </message>
    <message numerus="yes">
        <source>还有 %n 格没有列出。</source>
        <translation>
            <numerusform>%n more cell is not listed.</numerusform>
            <numerusform>%n more cells are not listed.</numerusform>
        </translation>
    </message>
    <message>
        <source>第 {n} 行</source>
        <translation>Row {n}</translation>
    </message>
    <message numerus="yes">
        <source>只写入没问题的 %n 格</source>
        <translation>
            <numerusform>Write only the %n good cell</numerusform>
            <numerusform>Write only the %n good cells</numerusform>
        </translation>
    </message>
    <message>
        <source>粘贴方式</source>
        <translation>How to paste</translation>
    </message>
    <message numerus="yes">
        <source>写入 %n 格</source>
        <translation>
            <numerusform>Write %n cell</numerusform>
            <numerusform>Write %n cells</numerusform>
        </translation>
    </message>
    <message>
        <source>没有可写入的格。</source>
        <translation>There is no cell to write.</translation>
    </message>
</context>
<context>
    <name>PathBar</name>
    <message>
        <source>没有设定全年续费目标</source>
        <translation>No renewal target is set for the year</translation>
    </message>
    <message>
        <source>已达成，多出 </source>
        <translation>Met, above it by </translation>
    </message>
    <message>
        <source>还差 </source>
        <translation>To go: </translation>
    </message>
    <message>
        <source>，{where}承诺与可能可补 </source>
        <translation>; committed and likely of {where}: </translation>
    </message>
    <message>
        <source>已到账 {amount}</source>
        <translation>{amount} received</translation>
    </message>
    <message>
        <source>全年续费目标</source>
        <translation>Renewal target of the year</translation>
    </message>
</context>
<context>
    <name>PathPanel</name>
    <message>
        <source>回到合同</source>
        <translation>Back to the contract</translation>
    </message>
    <message>
        <source>回到合同 Esc</source>
        <translation>Back to the contract  Esc</translation>
    </message>
    <message>
        <source>目标</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>清除假定</source>
        <translation>Clear what-if</translation>
    </message>
    <message>
        <source>未续合同</source>
        <translation>Open contracts</translation>
    </message>
    <message>
        <source>没有续费目标</source>
        <translation>No renewal target</translation>
    </message>
    <message>
        <source>为这一年导入或设定续费目标后，这里算出达标路径。</source>
        <translation>Once the year has a renewal target, the way to it is reckoned here.</translation>
    </message>
    <message>
        <source>已到账</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>已签待收</source>
        <translation>Signed, to come</translation>
    </message>
    <message>
        <source>未续合同预期</source>
        <translation>Expected of open contracts</translation>
    </message>
    <message>
        <source>缺口</source>
        <translation>Gap</translation>
    </message>
    <message>
        <source>{category} %</source>
        <translation>{category} %</translation>
    </message>
    <message>
        <source>{category}的可能性，%</source>
        <translation>Likelihood of {category}, %</translation>
    </message>
    <message>
        <source>{year} 年达标路径</source>
        <translation>Path to target {year}</translation>
    </message>
    <message>
        <source>已到账 {received}，已签待收 {signed}，未续预期 {hoped}，缺口 {gap}</source>
        <translation>received {received}, signed {signed}, expected {hoped}, gap {gap}</translation>
    </message>
    <message>
        <source>按现在的预期可以达标</source>
        <translation>On target as things stand</translation>
    </message>
    <message numerus="yes">
        <source>再拿下 %n 份合同即可达标</source>
        <translation>
            <numerusform>%n more contract closes the gap</numerusform>
            <numerusform>%n more contracts close the gap</numerusform>
        </translation>
    </message>
    <message>
        <source>全部拿下仍差 {rest}</source>
        <translation>Winning all still leaves {rest}</translation>
    </message>
    <message numerus="yes">
        <source>假定拿下 %n 份</source>
        <translation>
            <numerusform>If %n is won</numerusform>
            <numerusform>If %n are won</numerusform>
        </translation>
    </message>
    <message>
        <source>{assumed}：{said}</source>
        <translation>{assumed}: {said}</translation>
    </message>
    <message>
        <source>假定已拿下</source>
        <translation>Taken for won</translation>
    </message>
    <message>
        <source>最短路径</source>
        <translation>Shortest way</translation>
    </message>
    <message>
        <source>全部未续</source>
        <translation>All open contracts</translation>
    </message>
    <message>
        <source>其余未续</source>
        <translation>Other open contracts</translation>
    </message>
    <message numerus="yes">
        <source>%n 份</source>
        <translation>
            <numerusform>%n contract</numerusform>
            <numerusform>%n contracts</numerusform>
        </translation>
    </message>
    <message>
        <source>{count}，可补 {gain}</source>
        <translation>{count}, gain {gain}</translation>
    </message>
    <message>
        <source>已改可能性：{category} {value}%</source>
        <translation>Likelihood changed: {category} {value}%</translation>
    </message>
    <message>
        <source>没有假定拿下的合同。</source>
        <translation>No contract is taken for won.</translation>
    </message>
    <message>
        <source>离开达标路径</source>
        <translation>Leave path to target</translation>
    </message>
</context>
<context>
    <name>PathRows</name>
    <message>
        <source>假定拿下</source>
        <translation>taken for won</translation>
    </message>
    <message>
        <source>在最短路径上</source>
        <translation>on the shortest way</translation>
    </message>
    <message>
        <source>已计入</source>
        <translation>counted</translation>
    </message>
    <message>
        <source>可补 {gain}</source>
        <translation>gains {gain}</translation>
    </message>
</context>
<context>
    <name>PeriodEntry</name>
    <message>
        <source>期间</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>2024H1、2024 年第三季度、2024-05、去年、上个月</source>
        <translation>2024H1, Q3 2024, 2024-05, last year, last month</translation>
    </message>
    <message>
        <source>不认识这个期间，请写作 2024H1、2024Q3、2024-05 或 2024。</source>
        <translation>Unknown period: write it as 2024H1, 2024Q3, 2024-05 or 2024.</translation>
    </message>
</context>
<context>
    <name>PeriodMenu</name>
    <message>
        <source>{year} 年各月</source>
        <translation>Months of {year}</translation>
    </message>
    <message>
        <source>其他期间…</source>
        <translation>Other period…</translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message>
        <source>没有这样的数字或图表</source>
        <translation>No such figure or chart</translation>
    </message>
    <message>
        <source>↵ 插入&#x3000;Esc 退出</source>
        <translation>↵ insert   Esc leave</translation>
    </message>
    <message>
        <source>插入数字或图表</source>
        <translation>Insert a figure or chart</translation>
    </message>
    <message>
        <source>图表的名字</source>
        <translation>Name of a chart or table</translation>
    </message>
    <message>
        <source>数字或图表的名字、拼音、首字母</source>
        <translation>Name of a figure or chart</translation>
    </message>
</context>
<context>
    <name>PlaceField</name>
    <message>
        <source>更改</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>更改文件夹</source>
        <translation>Change the folder</translation>
    </message>
    <message>
        <source>书放在哪个文件夹里</source>
        <translation>Where to put the book</translation>
    </message>
</context>
<context>
    <name>PlaceForm</name>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>PlaceLine</name>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>复制路径：{name}</source>
        <translation>Copy path: {name}</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>打开文件夹：{name}</source>
        <translation>Open folder: {name}</translation>
    </message>
    <message>
        <source>这个文件夹还没有建</source>
        <translation>This folder does not exist yet</translation>
    </message>
</context>
<context>
    <name>PlaceRow</name>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>打开文件夹</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>复制 {name} 的位置</source>
        <translation>Copy the path of {name}</translation>
    </message>
    <message>
        <source>打开 {name} 的文件夹</source>
        <translation>Open the folder of {name}</translation>
    </message>
</context>
<context>
    <name>PlanForm</name>
    <message>
        <source>期数</source>
        <translation>Parts</translation>
    </message>
    <message>
        <source>首期应收日</source>
        <translation>First part due on</translation>
    </message>
    <message>
        <source>每隔几个月</source>
        <translation>Months between</translation>
    </message>
    <message>
        <source>分期收款</source>
        <translation>Pay in instalments</translation>
    </message>
    <message>
        <source>请填整数，如 4。</source>
        <translation>Enter a whole number, such as 4.</translation>
    </message>
    <message>
        <source>请填首期应收日。</source>
        <translation>Say when the first part is due.</translation>
    </message>
    <message numerus="yes">
        <source>已分 %n 期</source>
        <translation>
            <numerusform>%n instalment planned</numerusform>
            <numerusform>%n instalments planned</numerusform>
        </translation>
    </message>
    <message>
        <source>计划</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>目标</source>
        <translation>Goal</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Deadline</translation>
    </message>
    <message>
        <source>责任人</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>下期指标</source>
        <translation>Next period&apos;s metric</translation>
    </message>
    <message>
        <source>不关联</source>
        <translation>Not linked</translation>
    </message>
    <message>
        <source>目标值</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>步骤（每行一步）</source>
        <translation>Steps (one a line)</translation>
    </message>
</context>
<context>
    <name>PlanPages</name>
    <message>
        <source>指标</source>
        <translation>Metrics</translation>
    </message>
    <message>
        <source>目标</source>
        <translation>Targets</translation>
    </message>
    <message>
        <source>健康度</source>
        <translation>Health model</translation>
    </message>
    <message>
        <source>年度计划</source>
        <translation>Year plan</translation>
    </message>
</context>
<context>
    <name>PlanPane</name>
    <message>
        <source>计划与指标</source>
        <translation>Plan and metrics</translation>
    </message>
</context>
<context>
    <name>PreviewRows</name>
    <message>
        <source>行</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>第 {row} 行</source>
        <translation>Row {row}</translation>
    </message>
</context>
<context>
    <name>PreviewTable</name>
    <message>
        <source>按此读出的行</source>
        <translation>Rows as read</translation>
    </message>
</context>
<context>
    <name>PriceChange</name>
    <message>
        <source>填好起止日和金额后，这里显示价格变化</source>
        <translation>Fill in days and amount to see the change of price</translation>
    </message>
    <message>
        <source>年化 {new}</source>
        <translation>{new} a year</translation>
    </message>
    <message>
        <source>年化 {old} → {new}，{percent}</source>
        <translation>{old} → {new} a year, {percent}</translation>
    </message>
    <message>
        <source>{change}，提价</source>
        <translation>{change}, raised</translation>
    </message>
    <message>
        <source>{change}，部分续约或降价</source>
        <translation>{change}, partial or cut</translation>
    </message>
    <message>
        <source>年化 {new}，价格不变</source>
        <translation>{new} a year, price unchanged</translation>
    </message>
</context>
<context>
    <name>ProblemForm</name>
    <message>
        <source>问题</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>根因类别</source>
        <translation>Kind of cause</translation>
    </message>
    <message>
        <source>未定</source>
        <translation>Not decided</translation>
    </message>
    <message>
        <source>涉及客户</source>
        <translation>Accounts concerned</translation>
    </message>
    <message>
        <source>根因</source>
        <translation>Root cause</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Evidence</translation>
    </message>
</context>
<context>
    <name>ProblemPanel</name>
    <message>
        <source>可以接着用。再出现就关掉重开，并把细节发给我们：里面没有客户资料。</source>
        <translation>You can go on. If it comes back, restart csmdesk and send us the details: they hold no customer data.</translation>
    </message>
    <message>
        <source>细节</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>复制细节</source>
        <translation>Copy details</translation>
    </message>
    <message>
        <source>打开日志文件夹</source>
        <translation>Open log folder</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>csmdesk 出了个错，刚才的操作没有完成，客户书没有受影响。</source>
        <translation>csmdesk has a bug: the last action was not finished, and the book is unharmed.</translation>
    </message>
    <message>
        <source>csmdesk 出了 {n} 个错，刚才的操作没有完成，客户书没有受影响。</source>
        <translation>csmdesk ran into {n} bugs: the last actions were not finished, and the book is unharmed.</translation>
    </message>
</context>
<context>
    <name>ProblemRows</name>
    <message>
        <source>错误</source>
        <translation>error</translation>
    </message>
    <message>
        <source>警告</source>
        <translation>warning</translation>
    </message>
    <message>
        <source>第 {row} 行</source>
        <translation>row {row}</translation>
    </message>
    <message>
        <source>两行都留，各给新编号</source>
        <translation>keep both, under new numbers</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>可选：{choices}</source>
        <translation>one of: {choices}</translation>
    </message>
    <message>
        <source>改成 {value}</source>
        <translation>change to {value}</translation>
    </message>
    <message>
        <source>{why} 等</source>
        <translation>{why} and the like</translation>
    </message>
    <message>
        <source>{column}：{why}</source>
        <translation>{column}: {why}</translation>
    </message>
    <message>
        <source>作为新客户</source>
        <translation>as a new account</translation>
    </message>
    <message>
        <source>就是 {name}（{code}）</source>
        <translation>it is {name} ({code})</translation>
    </message>
    <message>
        <source>就是 {code}</source>
        <translation>it is {code}</translation>
    </message>
    <message>
        <source>问题</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>行</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>列</source>
        <translation>Column</translation>
    </message>
    <message>
        <source>值</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>建议</source>
        <translation>Suggestion</translation>
    </message>
    <message numerus="yes">
        <source>%n 个错误</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 个警告</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProfilesMenu</name>
    <message>
        <source>导入模板</source>
        <translation>Profiles</translation>
    </message>
    <message>
        <source>别的系统导出的表头，和自己存下的对应关系</source>
        <translation>Headers of other systems, and mappings that you saved</translation>
    </message>
    <message>
        <source>导入模板：{profile}</source>
        <translation>Profile: {profile}</translation>
    </message>
    <message>
        <source>分享为文件…</source>
        <translation>Share as a file…</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>{profile}，自动识别</source>
        <translation>{profile}, recognised by itself</translation>
    </message>
    <message>
        <source>把现在的对应存为模板…</source>
        <translation>Save this mapping as a profile…</translation>
    </message>
    <message>
        <source>从文件载入模板…</source>
        <translation>Load a profile from a file…</translation>
    </message>
    <message>
        <source>忘记这种表头的对应</source>
        <translation>Forget the mapping of these headers</translation>
    </message>
    <message>
        <source>存为导入模板</source>
        <translation>Save as an import profile</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>给模板起个名字。</source>
        <translation>Give the profile a name.</translation>
    </message>
    <message>
        <source>已存为导入模板：{name}</source>
        <translation>Saved as an import profile: {name}</translation>
    </message>
    <message>
        <source>载入导入模板</source>
        <translation>Load an import profile</translation>
    </message>
    <message>
        <source>已载入导入模板：{name}</source>
        <translation>Import profile loaded: {name}</translation>
    </message>
    <message>
        <source>分享导入模板</source>
        <translation>Share an import profile</translation>
    </message>
    <message>
        <source>已写成文件：{path}</source>
        <translation>Written to a file: {path}</translation>
    </message>
    <message>
        <source>已删除导入模板：{name}</source>
        <translation>Import profile deleted: {name}</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>进行中</source>
        <translation>Under way</translation>
    </message>
</context>
<context>
    <name>ProgressPage</name>
    <message>
        <source>停留最久的任务</source>
        <translation>Tasks that have stood longest</translation>
    </message>
    <message>
        <source>没有作战室</source>
        <translation>No war room</translation>
    </message>
    <message>
        <source>开了作战室，这里会画出任务的燃尽。</source>
        <translation>With a war room its burn-down is drawn here.</translation>
    </message>
    <message>
        <source>燃尽</source>
        <translation>Burn-down</translation>
    </message>
    <message>
        <source>停留最久</source>
        <translation>Longest in their column</translation>
    </message>
</context>
<context>
    <name>ProgressPart</name>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>停止  Esc</source>
        <translation>Stop  Esc</translation>
    </message>
    <message>
        <source>每秒 {rate} 行</source>
        <translation>{rate} rows a second</translation>
    </message>
    <message>
        <source>还要约 {seconds} 秒</source>
        <translation>about {seconds} s left</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>PromiseLine</name>
    <message>
        <source>{name}：工作坊后 {hours} 小时内</source>
        <translation>{name}: within {hours} h of the workshop</translation>
    </message>
    <message>
        <source>{name}按时：会后 {took} 小时，要求 {hours} 小时内</source>
        <translation>{name} in time: {took} h after, {hours} h allowed</translation>
    </message>
    <message>
        <source>{name}超时：会后 {took} 小时，要求 {hours} 小时内</source>
        <translation>{name} late: {took} h after, {hours} h allowed</translation>
    </message>
    <message>
        <source>{name}逾期：应在 {due} 前</source>
        <translation>{name} overdue: was due by {due}</translation>
    </message>
    <message>
        <source>{name}待办：{due} 前</source>
        <translation>{name} to do by {due}</translation>
    </message>
</context>
<context>
    <name>ProposalBar</name>
    <message>
        <source>不开</source>
        <translation>Decline</translation>
    </message>
    <message>
        <source>开作战室</source>
        <translation>Open war room</translation>
    </message>
    <message>
        <source>看过模板再开 O；直接按模板开 Ctrl ↵</source>
        <translation>Look at the template first: O; open it as it is: Ctrl ↵</translation>
    </message>
    <message>
        <source>打开客户</source>
        <translation>Open account</translation>
    </message>
    <message numerus="yes">
        <source>%n 个客户跌破 {limit}，还没有作战室</source>
        <translation>
            <numerusform>%n account fell below {limit} and has no war room</numerusform>
            <numerusform>%n accounts fell below {limit} and have no war room</numerusform>
        </translation>
    </message>
    <message>
        <source>开作战室：{account}</source>
        <translation>Open war room: {account}</translation>
    </message>
    <message>
        <source>不开作战室：{account}</source>
        <translation>No war room: {account}</translation>
    </message>
</context>
<context>
    <name>ProposalRows</name>
    <message>
        <source>跌破红线的客户</source>
        <translation>Accounts that turned red</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>跌破之前没有查到其他变化。</source>
        <translation>Nothing else is known to have changed before the fall.</translation>
    </message>
</context>
<context>
    <name>Proposing</name>
    <message>
        <source>数据里没有这一章可说的句子。</source>
        <translation>The data have no sentence for this chapter.</translation>
    </message>
</context>
<context>
    <name>Pyramid</name>
    <message>
        <source>目标金字塔</source>
        <translation>Goal pyramid</translation>
    </message>
</context>
<context>
    <name>QuoteForm</name>
    <message>
        <source>存报价</source>
        <translation>Keep quote</translation>
    </message>
    <message>
        <source>基线取自</source>
        <translation>Baseline from</translation>
    </message>
    <message>
        <source>基线（并发峰值）</source>
        <translation>Baseline (peak)</translation>
    </message>
    <message>
        <source>报价用量</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>标准单价</source>
        <translation>List price a unit</translation>
    </message>
    <message>
        <source>组合项 {n}</source>
        <translation>Part {n}</translation>
    </message>
    <message>
        <source>加组合项</source>
        <translation>Add a part</translation>
    </message>
    <message>
        <source>组合价</source>
        <translation>Bundle price</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>复制文字</source>
        <translation>Copy text</translation>
    </message>
    <message>
        <source>写进自评</source>
        <translation>Add to review</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>短信</source>
        <translation>SMS</translation>
    </message>
    <message>
        <source>API 调用</source>
        <translation>API calls</translation>
    </message>
    <message>
        <source>存储</source>
        <translation>Storage</translation>
    </message>
    <message>
        <source>标准价</source>
        <translation>List price</translation>
    </message>
    <message>
        <source>成本</source>
        <translation>Cost</translation>
    </message>
    <message>
        <source>组合（选填）</source>
        <translation>Bundle (optional)</translation>
    </message>
    <message>
        <source>自己填</source>
        <translation>Typed by hand</translation>
    </message>
    <message>
        <source>全部模块</source>
        <translation>All modules</translation>
    </message>
    <message>
        <source>{name} {value}（{day}）</source>
        <translation>{name} {value} ({day})</translation>
    </message>
    <message numerus="yes">
        <source>90 天里 %n 天有数据</source>
        <translation>
            <numerusform>%n of 90 days has data</numerusform>
            <numerusform>%n of 90 days have data</numerusform>
        </translation>
    </message>
    <message>
        <source>填好各项和组合价后，这里显示毛利率变化</source>
        <translation>Fill in all parts and the bundle price to see the change of margin</translation>
    </message>
    <message>
        <source>毛利率 {before} → {after}，{points}</source>
        <translation>Gross margin {before} → {after}, {points}</translation>
    </message>
    <message>
        <source>已存报价：{code} {total}</source>
        <translation>Quote kept: {code} {total}</translation>
    </message>
    <message>
        <source>已复制报价</source>
        <translation>Quote copied</translation>
    </message>
    <message>
        <source>自评 {period} 里已有这份报价。</source>
        <translation>The self-review {period} has this quote already.</translation>
    </message>
    <message>
        <source>已写进自评 {period} 的续约一节。</source>
        <translation>Added to the renewals section of the self-review {period}.</translation>
    </message>
</context>
<context>
    <name>QuotePlace</name>
    <message>
        <source>存下的报价</source>
        <translation>Kept quotes</translation>
    </message>
    <message>
        <source>发出</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>已移除报价：{day}</source>
        <translation>Quote removed: {day}</translation>
    </message>
</context>
<context>
    <name>QuoteRows</name>
    <message>
        <source>分段</source>
        <translation>by band</translation>
    </message>
    <message>
        <source>全量</source>
        <translation>whole volume</translation>
    </message>
    <message>
        <source>{units} 用量，{way}</source>
        <translation>{units} units, {way}</translation>
    </message>
</context>
<context>
    <name>RaiseForm</name>
    <message>
        <source>技术或产品负责人</source>
        <translation>Owner in the technical or product team</translation>
    </message>
    <message>
        <source>升到 2 级</source>
        <translation>Raise to level 2</translation>
    </message>
    <message>
        <source>已升到 2 级：{what}</source>
        <translation>Raised to level 2: {what}</translation>
    </message>
</context>
<context>
    <name>RateRow</name>
    <message>
        <source>{name} 汇率</source>
        <translation>Rate of {name}</translation>
    </message>
    <message>
        <source>删除 {name} 汇率</source>
        <translation>Remove the rate of {name}</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Remove</translation>
    </message>
</context>
<context>
    <name>ReadingBar</name>
    <message>
        <source>自动</source>
        <translation>suggested</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>编码</source>
        <translation>Encoding</translation>
    </message>
    <message>
        <source>分隔</source>
        <translation>Separator</translation>
    </message>
    <message>
        <source>表头</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Dates</translation>
    </message>
    <message>
        <source>结束日</source>
        <translation>End day</translation>
    </message>
    <message>
        <source>金额</source>
        <translation>Money</translation>
    </message>
    <message>
        <source>币种</source>
        <translation>Currency</translation>
    </message>
    <message>
        <source>待选</source>
        <translation>To choose</translation>
    </message>
    <message>
        <source>年/月/日</source>
        <translation>Y/M/D</translation>
    </message>
    <message>
        <source>日/月/年</source>
        <translation>D/M/Y</translation>
    </message>
    <message>
        <source>月/日/年</source>
        <translation>M/D/Y</translation>
    </message>
    <message>
        <source>自动判断</source>
        <translation>automatic</translation>
    </message>
    <message>
        <source>含当天</source>
        <translation>included</translation>
    </message>
    <message>
        <source>不含当天</source>
        <translation>first day after</translation>
    </message>
    <message>
        <source>逗号</source>
        <translation>comma</translation>
    </message>
    <message>
        <source>分号</source>
        <translation>semicolon</translation>
    </message>
    <message>
        <source>制表符</source>
        <translation>tab</translation>
    </message>
    <message>
        <source>竖线</source>
        <translation>bar</translation>
    </message>
    <message>
        <source>第 {first} 行</source>
        <translation>Row {first}</translation>
    </message>
    <message>
        <source>第 {first}–{last} 行</source>
        <translation>Rows {first}–{last}</translation>
    </message>
    <message>
        <source>元</source>
        <translation>yuan</translation>
    </message>
    <message>
        <source>千元</source>
        <translation>1,000 yuan</translation>
    </message>
    <message>
        <source>万元</source>
        <translation>10,000 yuan</translation>
    </message>
    <message>
        <source>百万元</source>
        <translation>million yuan</translation>
    </message>
    <message>
        <source>亿元</source>
        <translation>100 million yuan</translation>
    </message>
</context>
<context>
    <name>ReceiptForm</name>
    <message>
        <source>金额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>到账日</source>
        <translation>Received on</translation>
    </message>
    <message>
        <source>应收日</source>
        <translation>Due on</translation>
    </message>
    <message>
        <source>现金优惠</source>
        <translation>Cash discount</translation>
    </message>
    <message>
        <source>发票号</source>
        <translation>Invoice number</translation>
    </message>
    <message>
        <source>付款方式</source>
        <translation>Payment</translation>
    </message>
    <message>
        <source>一次付清</source>
        <translation>In one sum</translation>
    </message>
    <message>
        <source>留空 = 待收</source>
        <translation>empty = to come</translation>
    </message>
    <message>
        <source>加退款</source>
        <translation>New refund</translation>
    </message>
    <message>
        <source>加回款</source>
        <translation>New receipt</translation>
    </message>
    <message>
        <source>改退款：{code}</source>
        <translation>Change refund: {code}</translation>
    </message>
    <message>
        <source>改回款：{code}</source>
        <translation>Change receipt: {code}</translation>
    </message>
    <message>
        <source>退款日</source>
        <translation>Refunded on</translation>
    </message>
    <message>
        <source>已加退款</source>
        <translation>Refund added</translation>
    </message>
    <message>
        <source>已加回款</source>
        <translation>Receipt added</translation>
    </message>
    <message>
        <source>已改退款</source>
        <translation>Refund changed</translation>
    </message>
    <message>
        <source>已改回款</source>
        <translation>Receipt changed</translation>
    </message>
    <message>
        <source>已移除退款</source>
        <translation>Refund removed</translation>
    </message>
    <message>
        <source>已移除回款</source>
        <translation>Receipt removed</translation>
    </message>
</context>
<context>
    <name>ReceiptsPlace</name>
    <message>
        <source>尚未续约：这里是现有合同的开票与回款。续约后，回款记在新合同上。</source>
        <translation>Not renewed yet: this is the money of the running contract. After renewal, receipts belong to the new one.</translation>
    </message>
    <message>
        <source>已移除开票：{code}</source>
        <translation>Invoice removed: {code}</translation>
    </message>
    <message>
        <source>已移除回款：{code}</source>
        <translation>Receipt removed: {code}</translation>
    </message>
</context>
<context>
    <name>RecordActs</name>
    <message numerus="yes">
        <source>已删除 %n 条记录。</source>
        <translation>
            <numerusform>%n record removed.</numerusform>
            <numerusform>%n records removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>已复制 %n 行。</source>
        <translation>
            <numerusform>%n row copied.</numerusform>
            <numerusform>%n rows copied.</numerusform>
        </translation>
    </message>
    <message>
        <source>剪贴板里没有可粘贴的行。</source>
        <translation>The clipboard holds no rows to paste.</translation>
    </message>
    <message numerus="yes">
        <source>导出 %n 条记录</source>
        <translation>
            <numerusform>Export %n record</numerusform>
            <numerusform>Export %n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>已导出 %n 条记录：{path}</source>
        <translation>
            <numerusform>%n record exported: {path}</numerusform>
            <numerusform>%n records exported: {path}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>按月汇总 %n 条记录</source>
        <translation>
            <numerusform>Add up %n record by month</numerusform>
            <numerusform>Add up %n records by month</numerusform>
        </translation>
    </message>
    <message>
        <source>{records} 按月</source>
        <translation>{records} by month</translation>
    </message>
    <message>
        <source>已导出交叉表：{path}</source>
        <translation>Cross-table exported: {path}</translation>
    </message>
    <message>
        <source>已完成：{act}</source>
        <translation>Done: {act}</translation>
    </message>
    <message>
        <source>没有选中记录。</source>
        <translation>No record is chosen.</translation>
    </message>
    <message>
        <source>快速录入{one}</source>
        <translation>Fast entry: {one}</translation>
    </message>
    <message>
        <source>填表新建{one}</source>
        <translation>New {one} in a form</translation>
    </message>
    <message>
        <source>到右边的表单</source>
        <translation>Go to the form</translation>
    </message>
    <message>
        <source>编辑单元格</source>
        <translation>Edit cell</translation>
    </message>
    <message>
        <source>这一列不能编辑。</source>
        <translation>This column cannot be edited.</translation>
    </message>
    <message>
        <source>打开客户</source>
        <translation>Open account</translation>
    </message>
    <message>
        <source>这条记录没有客户。</source>
        <translation>This record has no account.</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>复制为表格</source>
        <translation>Copy as a table</translation>
    </message>
    <message>
        <source>粘贴为新记录</source>
        <translation>Paste as new records</translation>
    </message>
    <message>
        <source>导出表格</source>
        <translation>Export table</translation>
    </message>
    <message>
        <source>导出交叉表</source>
        <translation>Export cross-table</translation>
    </message>
    <message>
        <source>没有可导出的记录。</source>
        <translation>There are no records to export.</translation>
    </message>
    <message>
        <source>筛选记录</source>
        <translation>Filter records</translation>
    </message>
    <message>
        <source>逐个走过筛选条件</source>
        <translation>Step through the filter chips</translation>
    </message>
    <message>
        <source>清除筛选</source>
        <translation>Clear filter</translation>
    </message>
    <message>
        <source>没有筛选。</source>
        <translation>There is no filter.</translation>
    </message>
    <message>
        <source>选择列</source>
        <translation>Choose columns</translation>
    </message>
    <message>
        <source>一次只能对一条记录做。</source>
        <translation>One record at a time.</translation>
    </message>
</context>
<context>
    <name>RecordChips</name>
    <message>
        <source>未填</source>
        <translation>not filled in</translation>
    </message>
</context>
<context>
    <name>RecordForm</name>
    <message>
        <source>已改{one}</source>
        <translation>Changed: {one}</translation>
    </message>
    <message>
        <source>已记{one}</source>
        <translation>Logged: {one}</translation>
    </message>
</context>
<context>
    <name>RecordPaste</name>
    <message>
        <source>改现有的格</source>
        <translation>Change these cells</translation>
    </message>
    <message>
        <source>新增记录</source>
        <translation>Add records</translation>
    </message>
    <message numerus="yes">
        <source>已粘贴 %n 条记录。</source>
        <translation>
            <numerusform>%n record pasted.</numerusform>
            <numerusform>%n records pasted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>已粘贴，改了 %n 格。</source>
        <translation>
            <numerusform>Pasted, %n cell changed.</numerusform>
            <numerusform>Pasted, %n cells changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecoveryKeyBlock</name>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>存成文件…</source>
        <translation>Save to a file…</translation>
    </message>
    <message>
        <source>恢复密钥</source>
        <translation>Recovery key</translation>
    </message>
    <message>
        <source>忘了口令时唯一的办法，只显示这一次，别和书放在一起。</source>
        <translation>The only way in if you forget the passphrase. Shown this once; keep it apart from the book.</translation>
    </message>
    <message>
        <source>已复制，贴到密码管理器里</source>
        <translation>Copied: paste it into your password manager</translation>
    </message>
    <message>
        <source>{name} 恢复密钥.txt</source>
        <translation>{name} recovery key.txt</translation>
    </message>
    <message>
        <source>把恢复密钥存成文件</source>
        <translation>Save the recovery key to a file</translation>
    </message>
    <message>
        <source>别和书放在一起，请换一个地方</source>
        <translation>Not beside the book: choose another place</translation>
    </message>
    <message>
        <source>csmdesk 客户书“{name}”的恢复密钥，{day}</source>
        <translation>Recovery key of the csmdesk book “{name}”, {day}</translation>
    </message>
    <message>
        <source>忘了口令时用它打开这本书和它的备份。拿到它的人都能打开，请收好。</source>
        <translation>It opens the book and its backups if the passphrase is forgotten. So can anyone who has it: keep it safe.</translation>
    </message>
    <message>
        <source>写不了这个文件：{why}</source>
        <translation>The file cannot be written: {why}</translation>
    </message>
    <message>
        <source>已存到 {name}</source>
        <translation>Saved to {name}</translation>
    </message>
</context>
<context>
    <name>RedactionSheet</name>
    <message>
        <source>要替换的内容</source>
        <translation>What is replaced</translation>
    </message>
    <message>
        <source>另存一份对照表（别名是谁），请与报告分开保管</source>
        <translation>Save the list of the aliases as well; keep it apart from the report</translation>
    </message>
    <message>
        <source>脱敏导出</source>
        <translation>Redacted export</translation>
    </message>
    <message>
        <source>选择文件…</source>
        <translation>Choose a file…</translation>
    </message>
    <message>
        <source>正在查找姓名、编号和金额…</source>
        <translation>Looking for names, numbers and amounts…</translation>
    </message>
    <message>
        <source>正在查找…</source>
        <translation>Still looking…</translation>
    </message>
    <message numerus="yes">
        <source>%n 处</source>
        <translation>
            <numerusform>%n place</numerusform>
            <numerusform>%n places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>还有 %n 行没有列出。</source>
        <translation>
            <numerusform>%n more line is not listed.</numerusform>
            <numerusform>%n more lines are not listed.</numerusform>
        </translation>
    </message>
    <message>
        <source>会替换：{parts}。</source>
        <translation>Will be replaced: {parts}.</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>没有查到要替换的内容。</source>
        <translation>Nothing was found that has to be replaced.</translation>
    </message>
    <message>
        <source>书里没有的名字查不到，行业、城市、日期和百分比保留原样：交出去之前请再读一遍。</source>
        <translation>Names that are not in the book cannot be found; trades, cities, days and percentages stay. Read the report once more before you hand it out.</translation>
    </message>
    <message>
        <source>太短、没有查找的：{words}。</source>
        <translation> Too short to be looked for: {words}.</translation>
    </message>
</context>
<context>
    <name>RemoveSheet</name>
    <message>
        <source>删除分层：{name}</source>
        <translation>Remove segment: {name}</translation>
    </message>
    <message numerus="yes">
        <source>%n 个客户归到</source>
        <translation>
            <numerusform>%n account goes to</numerusform>
            <numerusform>%n accounts go to</numerusform>
        </translation>
    </message>
    <message>
        <source>不分层</source>
        <translation>no segment</translation>
    </message>
    <message>
        <source>不分层的客户按收入可能算作高价值，其余用默认的触达间隔。可以撤销。</source>
        <translation>Accounts without a segment may count as high-value by their revenue; the others have the default cadence. This can be undone.</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Remove</translation>
    </message>
</context>
<context>
    <name>RenameSheet</name>
    <message>
        <source>改分层名：{name}</source>
        <translation>Rename segment: {name}</translation>
    </message>
    <message>
        <source>新名称</source>
        <translation>New name</translation>
    </message>
    <message numerus="yes">
        <source>%n 个客户、按它计算的目标和用它筛选的视图跟着改。</source>
        <translation>
            <numerusform>%n account follows, and so do targets and saved views that name it.</numerusform>
            <numerusform>%n accounts follow, and so do targets and saved views that name it.</numerusform>
        </translation>
    </message>
    <message>
        <source>改名</source>
        <translation>Rename</translation>
    </message>
</context>
<context>
    <name>RenewForm</name>
    <message>
        <source>一年</source>
        <translation>One year</translation>
    </message>
    <message>
        <source>多年</source>
        <translation>Multi-year</translation>
    </message>
    <message>
        <source>同到期</source>
        <translation>Co-termed</translation>
    </message>
    <message>
        <source>续多久</source>
        <translation>Length of the renewal</translation>
    </message>
    <message>
        <source>年数</source>
        <translation>Years</translation>
    </message>
    <message>
        <source>与哪份合同同时到期，或填日期</source>
        <translation>Ends with which contract, or on which day</translation>
    </message>
    <message>
        <source>一起续（合并）</source>
        <translation>Renew together (merge)</translation>
    </message>
    <message>
        <source>合同 {n}</source>
        <translation>Contract {n}</translation>
    </message>
    <message>
        <source>拆成多份</source>
        <translation>Split in several</translation>
    </message>
    <message>
        <source>签署日</source>
        <translation>Signed on</translation>
    </message>
    <message>
        <source>自动续约</source>
        <translation>Auto-renewal</translation>
    </message>
    <message>
        <source>到期自动续</source>
        <translation>Renews by itself</translation>
    </message>
    <message>
        <source>提前通知天数</source>
        <translation>Days of notice</translation>
    </message>
    <message>
        <source>首笔回款 {n}</source>
        <translation>First receipt {n}</translation>
    </message>
    <message>
        <source>加首笔回款</source>
        <translation>Add first receipt</translation>
    </message>
    <message>
        <source>续约</source>
        <translation>Renew</translation>
    </message>
    <message>
        <source>{code}，{end} 到期</source>
        <translation>{code}, ends {end}</translation>
    </message>
    <message>
        <source>请填签署日。</source>
        <translation>Say when it was signed.</translation>
    </message>
    <message>
        <source>请填整天数，如 30。</source>
        <translation>Enter whole days, such as 30.</translation>
    </message>
    <message>
        <source>已续约：{codes} {name}</source>
        <translation>Renewed: {codes} {name}</translation>
    </message>
</context>
<context>
    <name>Repeated</name>
    <message>
        <source>移除{what}</source>
        <translation>Remove {what}</translation>
    </message>
</context>
<context>
    <name>RestorePage</name>
    <message>
        <source>未打开任何书</source>
        <translation>No book is open</translation>
    </message>
    <message>
        <source>正在找备份…</source>
        <translation>Looking for backups…</translation>
    </message>
    <message>
        <source>选别处的备份…</source>
        <translation>Choose another backup…</translation>
    </message>
    <message>
        <source>恢复到新文件夹</source>
        <translation>Restore into a new folder</translation>
    </message>
    <message>
        <source>校验并恢复</source>
        <translation>Verify and restore</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>从备份恢复</source>
        <translation>Restore a backup</translation>
    </message>
    <message>
        <source>先逐字节校验，再写到新文件夹；原来的书和备份都不会动。</source>
        <translation>Every byte is verified, then written to a new folder. Neither the old book nor the backup is touched.</translation>
    </message>
    <message>
        <source>这个文件夹里没有备份。</source>
        <translation>There is no backup in this folder.</translation>
    </message>
    <message>
        <source>没有找到备份。备份是一个文件夹，里面有 backup.json。</source>
        <translation>No backup was found. A backup is a folder with a backup.json in it.</translation>
    </message>
    <message>
        <source>选备份所在的文件夹</source>
        <translation>Choose the folder of the backup</translation>
    </message>
    <message>
        <source>先选一份备份</source>
        <translation>Choose a backup first</translation>
    </message>
    <message>
        <source>这份备份已损坏，请选另一份</source>
        <translation>This backup is damaged: choose another</translation>
    </message>
    <message>
        <source>先输入口令或恢复密钥</source>
        <translation>Type the passphrase or the recovery key first</translation>
    </message>
    <message>
        <source>正在校验并恢复…</source>
        <translation>Verifying and restoring…</translation>
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
</context>
<context>
    <name>RightSide</name>
    <message>
        <source>风险矩阵</source>
        <translation>Risk matrix</translation>
    </message>
    <message>
        <source>未续 {count}，</source>
        <translation>{count} open, </translation>
    </message>
    <message>
        <source>健康度 × 到期月</source>
        <translation>Health × month</translation>
    </message>
    <message>
        <source>健康度 × 距决策日</source>
        <translation>Health × decision</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>红</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>黄</source>
        <translation>Yellow</translation>
    </message>
    <message>
        <source>绿</source>
        <translation>Green</translation>
    </message>
    <message>
        <source>已了结</source>
        <translation>Settled</translation>
    </message>
    <message>
        <source>按月合同</source>
        <translation>Monthly contracts</translation>
    </message>
    <message>
        <source>风险金额</source>
        <translation>Value at risk</translation>
    </message>
    <message>
        <source>截至 {day}</source>
        <translation>As of {day}</translation>
    </message>
    <message>
        <source>圆点的面积是未续合同的年化金额，底色是评级。</source>
        <translation>The area of a dot is the annual value of what is open, its ground the grade.</translation>
    </message>
</context>
<context>
    <name>RiskBands</name>
    <message>
        <source>风险金额</source>
        <translation>Value at risk</translation>
    </message>
</context>
<context>
    <name>RiskMatrix</name>
    <message>
        <source>没有合同</source>
        <translation>no contracts</translation>
    </message>
    <message>
        <source>已了结 {count} {amount}</source>
        <translation>{count} settled {amount}</translation>
    </message>
    <message>
        <source>按月合同 {count}，{amount}，不按日期排</source>
        <translation>{count} monthly contracts, {amount}, not by date</translation>
    </message>
    <message>
        <source>按月合同 {count}</source>
        <translation>Monthly: {count}</translation>
    </message>
    <message>
        <source>已续 {count}</source>
        <translation>{count} done</translation>
    </message>
    <message>
        <source>已结 {count}</source>
        <translation>{count} closed</translation>
    </message>
</context>
<context>
    <name>RiskRows</name>
    <message>
        <source>风险合同</source>
        <translation>Contracts at risk</translation>
    </message>
</context>
<context>
    <name>RoomFields</name>
    <message>
        <source>截止日</source>
        <translation>Deadline</translation>
    </message>
    <message>
        <source>开始日</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>还不清楚</source>
        <translation>Not known yet</translation>
    </message>
    <message>
        <source>根因</source>
        <translation>Root cause</translation>
    </message>
    <message>
        <source>目标</source>
        <translation>Goal</translation>
    </message>
    <message>
        <source>健康度回到红线以上，守到截止日</source>
        <translation>Health back above the red limit, held until the deadline</translation>
    </message>
    <message>
        <source>小组</source>
        <translation>Squad</translation>
    </message>
    <message>
        <source>小组成员 {n}</source>
        <translation>Member {n}</translation>
    </message>
    <message>
        <source>加成员</source>
        <translation>Add member</translation>
    </message>
</context>
<context>
    <name>RoomForm</name>
    <message>
        <source>作战室：{account}</source>
        <translation>War room: {account}</translation>
    </message>
    <message>
        <source>已改作战室：{account}</source>
        <translation>War room changed: {account}</translation>
    </message>
</context>
<context>
    <name>RowButtons</name>
    <message>
        <source>取消完成</source>
        <translation>Not done</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>取消推迟</source>
        <translation>Unsnooze</translation>
    </message>
    <message>
        <source>推迟</source>
        <translation>Snooze</translation>
    </message>
    <message>
        <source>记触达</source>
        <translation>Touch</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
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
    <name>RuleRow</name>
    <message>
        <source>恢复默认：{default}</source>
        <translation>Restore the default: {default}</translation>
    </message>
</context>
<context>
    <name>RulesPage</name>
    <message>
        <source>全部恢复默认</source>
        <translation>Restore all defaults</translation>
    </message>
</context>
<context>
    <name>ScheduleRows</name>
    <message>
        <source>日程</source>
        <translation>Schedule</translation>
    </message>
</context>
<context>
    <name>SearchButton</name>
    <message>
        <source>搜索客户、合同、联系人，或执行命令</source>
        <translation>Search accounts, contracts, people, or run a command</translation>
    </message>
</context>
<context>
    <name>SecretForm</name>
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
        <source>显示输入的内容</source>
        <translation>Show what is typed</translation>
    </message>
</context>
<context>
    <name>SegmentRow</name>
    <message>
        <source>{name} 触达间隔，天</source>
        <translation>Cadence of {name}, days</translation>
    </message>
    <message>
        <source>{name} 到期前启动续约，天</source>
        <translation>Renewal talks of {name}, days before the end</translation>
    </message>
    <message>
        <source>{name} 投入的资源</source>
        <translation>Resources of {name}</translation>
    </message>
    <message>
        <source>如 每季一次 QBR</source>
        <translation>as a QBR a quarter</translation>
    </message>
    <message>
        <source>{name} 更多</source>
        <translation>{name}, more</translation>
    </message>
    <message>
        <source>改名…</source>
        <translation>Rename…</translation>
    </message>
    <message>
        <source>删除…</source>
        <translation>Remove…</translation>
    </message>
    <message>
        <source>“高价值”也按收入自动认定，不能改名或删除</source>
        <translation>High-value is found from the revenue as well: it cannot be renamed or removed</translation>
    </message>
    <message>
        <source>客户书以只读方式打开</source>
        <translation>The book is open for reading only</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Remove</translation>
    </message>
</context>
<context>
    <name>Segmented</name>
    <message>
        <source>{name}：{value}</source>
        <translation>{name}: {value}</translation>
    </message>
</context>
<context>
    <name>SegmentsPage</name>
    <message>
        <source>分层</source>
        <translation>Segments</translation>
    </message>
    <message>
        <source>间隔和启动都以天计；续约启动是合同到期前多少天开始谈。空着的间隔用灰色的默认值。</source>
        <translation>All in days; renewal talks start so many days before the contract ends. An empty cadence has its default, in grey.</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Acc.</translation>
    </message>
    <message>
        <source>触达间隔</source>
        <translation>Cadence</translation>
    </message>
    <message>
        <source>续约启动</source>
        <translation>Talks start</translation>
    </message>
    <message>
        <source>投入的资源</source>
        <translation>Resources</translation>
    </message>
    <message>
        <source>新分层的名称</source>
        <translation>Name of the new segment</translation>
    </message>
    <message>
        <source>新分层</source>
        <translation>New segment</translation>
    </message>
    <message>
        <source>添加</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>还没有年化金额，所以没有客户按收入算高价值。</source>
        <translation>There is no annual value yet, so no account is high-value by revenue.</translation>
    </message>
    <message>
        <source>截至 {day}，最大的 {n} 个客户带来年化金额的 {share}，其中 {free} 个没有分层，算作高价值。</source>
        <translation>As of {day} the {n} largest accounts bring {share} of the annual value; {free} of them have no segment and count as high-value.</translation>
    </message>
</context>
<context>
    <name>SegmentsView</name>
    <message>
        <source>分层</source>
        <translation>Segments</translation>
    </message>
    <message>
        <source>灰色是默认值。改动马上用于今日的规则和下一次生成；新建、改名、删除分层在设置里。</source>
        <translation>Grey is the default. A change holds at once for the rules of Today and for the next drawing; segments are added, renamed and removed in the settings.</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>SentForm</name>
    <message>
        <source>记已发出</source>
        <translation>Mark as sent</translation>
    </message>
    <message>
        <source>发出日</source>
        <translation>Sent on</translation>
    </message>
    <message>
        <source>发给谁，怎么说的</source>
        <translation>To whom, how it went</translation>
    </message>
    <message>
        <source>撤回发出</source>
        <translation>Not sent after all</translation>
    </message>
    <message>
        <source>请填发出日。</source>
        <translation>Say when it was sent.</translation>
    </message>
    <message>
        <source>已发出报价：{code} {day}</source>
        <translation>Quote sent: {code} {day}</translation>
    </message>
    <message>
        <source>已撤回报价发出：{code}</source>
        <translation>Quote not sent after all: {code}</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>选书所在的文件夹</source>
        <translation>Choose the book&apos;s folder</translation>
    </message>
    <message>
        <source>后台的工作做完就换语言。</source>
        <translation>The language changes when the work in the background is done.</translation>
    </message>
    <message>
        <source>csmdesk 上次意外退出了，已保存的内容都在。经过记在 {place}。</source>
        <translation>csmdesk ended unexpectedly the last time; all that was saved is there. What happened is in {place}.</translation>
    </message>
</context>
<context>
    <name>SettingsBackups</name>
    <message>
        <source>完好</source>
        <translation>whole</translation>
    </message>
    <message>
        <source>已损坏</source>
        <translation>damaged</translation>
    </message>
    <message>
        <source>用现在的口令或恢复密钥打开</source>
        <translation>opens with the present passphrase or recovery key</translation>
    </message>
    <message>
        <source>不用口令就能打开</source>
        <translation>opens without a passphrase</translation>
    </message>
    <message>
        <source>用当时的口令或恢复密钥打开</source>
        <translation>opens with the passphrase or recovery key of then</translation>
    </message>
</context>
<context>
    <name>SettingsPane</name>
    <message>
        <source>名称、拼音、首字母</source>
        <translation>Name, pinyin, initials</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>书与安全</source>
        <translation>Book and security</translation>
    </message>
    <message>
        <source>备份与恢复</source>
        <translation>Backup and restore</translation>
    </message>
    <message>
        <source>健康度</source>
        <translation>Health</translation>
    </message>
    <message>
        <source>规则</source>
        <translation>Rules</translation>
    </message>
    <message>
        <source>分层</source>
        <translation>Segments</translation>
    </message>
    <message>
        <source>币种与汇率</source>
        <translation>Currency and rates</translation>
    </message>
    <message>
        <source>外观</source>
        <translation>Appearance</translation>
    </message>
    <message>
        <source>关于</source>
        <translation>About</translation>
    </message>
</context>
<context>
    <name>Settled</name>
    <message>
        <source>重新争取</source>
        <translation>Reopen</translation>
    </message>
    <message>
        <source>未填原因</source>
        <translation>no reason given</translation>
    </message>
    <message>
        <source>未续：{reason}</source>
        <translation>Not renewed: {reason}</translation>
    </message>
    <message>
        <source>{what}，{day} 得知</source>
        <translation>{what}, known since {day}</translation>
    </message>
    <message>
        <source>已续约。改动请打开新合同，或撤销续约。</source>
        <translation>Renewed. To change it, open the new contract or undo the renewal.</translation>
    </message>
    <message>
        <source>打开 {code}</source>
        <translation>Open {code}</translation>
    </message>
    <message>
        <source>重新争取：{code}</source>
        <translation>Reopened: {code}</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>关闭 Esc</source>
        <translation>Close Esc</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>SheetList</name>
    <message>
        <source>文件中的表</source>
        <translation>Tables in the files</translation>
    </message>
    <message>
        <source>行</source>
        <translation>rows</translation>
    </message>
    <message numerus="yes">
        <source>%n 张表</source>
        <translation>
            <numerusform>%n table</numerusform>
            <numerusform>%n tables</numerusform>
        </translation>
    </message>
    <message>
        <source>合计 {rows} 行，同一文件再导一次不会变</source>
        <translation>{rows} rows; importing a file again changes nothing</translation>
    </message>
</context>
<context>
    <name>SheetRows</name>
    <message>
        <source>文件</source>
        <translation>File</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>行</source>
        <translation>Rows</translation>
    </message>
    <message>
        <source>格式</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Notes</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>右侧</source>
        <translation>Right side</translation>
    </message>
    <message>
        <source>站会</source>
        <translation>Stand-up</translation>
    </message>
    <message>
        <source>卡片</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>升级</source>
        <translation>Escalations</translation>
    </message>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>没有作战室</source>
        <translation>No war room</translation>
    </message>
    <message>
        <source>停下站会计时</source>
        <translation>Stop the stand-up clock</translation>
    </message>
    <message>
        <source>开始站会计时</source>
        <translation>Start the stand-up clock</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>记站会：{name}</source>
        <translation>Log stand-up: {name}</translation>
    </message>
    <message>
        <source>搜索站会记录</source>
        <translation>Search stand-up logs</translation>
    </message>
    <message>
        <source>新升级：{name}</source>
        <translation>New escalation: {name}</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>依据</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>右栏</source>
        <translation>Right side</translation>
    </message>
    <message>
        <source>版本</source>
        <translation>Versions</translation>
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
        <source>点击正文里带点线的数字，这里会显示它的依据。</source>
        <translation>Click a figure with a dotted line in the text: its evidence is shown here.</translation>
    </message>
</context>
<context>
    <name>SigningPlace</name>
    <message>
        <source>续约</source>
        <translation>Renew</translation>
    </message>
    <message>
        <source>未续</source>
        <translation>Not renewed</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Outcome</translation>
    </message>
</context>
<context>
    <name>SnoozeDays</name>
    <message>
        <source>明天</source>
        <translation>Tomorrow</translation>
    </message>
    <message>
        <source>3 天后</source>
        <translation>In 3 days</translation>
    </message>
    <message>
        <source>下周一</source>
        <translation>Next Monday</translation>
    </message>
    <message>
        <source>选日期…</source>
        <translation>Pick a day…</translation>
    </message>
</context>
<context>
    <name>SquadRows</name>
    <message>
        <source>没有任务</source>
        <translation>no tasks</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{what}，{day}</source>
        <translation>{what}, {day}</translation>
    </message>
    <message>
        <source>{day} 前</source>
        <translation>by {day}</translation>
    </message>
    <message>
        <source>已记</source>
        <translation>logged</translation>
    </message>
    <message>
        <source>未记</source>
        <translation>not logged</translation>
    </message>
</context>
<context>
    <name>StandupHead</name>
    <message>
        <source>回到今天</source>
        <translation>Back to today</translation>
    </message>
    <message numerus="yes">
        <source>缺 %n 天站会，补记 {day}</source>
        <translation>
            <numerusform>%n stand-up missed: log {day}</numerusform>
            <numerusform>%n stand-ups missed: log {day}</numerusform>
        </translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>周一</source>
        <translation>Mon</translation>
    </message>
    <message>
        <source>周二</source>
        <translation>Tue</translation>
    </message>
    <message>
        <source>周三</source>
        <translation>Wed</translation>
    </message>
    <message>
        <source>周四</source>
        <translation>Thu</translation>
    </message>
    <message>
        <source>周五</source>
        <translation>Fri</translation>
    </message>
    <message>
        <source>周六</source>
        <translation>Sat</translation>
    </message>
    <message>
        <source>周日</source>
        <translation>Sun</translation>
    </message>
</context>
<context>
    <name>StandupHistory</name>
    <message>
        <source>记录</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>搜索所有站会记录</source>
        <translation>Search all logs</translation>
    </message>
    <message>
        <source>站会记录</source>
        <translation>Stand-up logs</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>已记</source>
        <translation>logged</translation>
    </message>
    <message>
        <source>缺站会记录</source>
        <translation>no log</translation>
    </message>
    <message numerus="yes">
        <source>缺 %n 天</source>
        <translation>
            <numerusform>%n day missed</numerusform>
            <numerusform>%n days missed</numerusform>
        </translation>
    </message>
    <message>
        <source>还没有站会记录。写下昨天、今天、阻塞，就是第一天。</source>
        <translation>No log yet. Write down yesterday, today and what blocks to begin.</translation>
    </message>
    <message>
        <source>全部 {count} 天</source>
        <translation>All {count} days</translation>
    </message>
    <message numerus="yes">
        <source>找到 %n 处</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message>
        <source>前 {count} 处</source>
        <translation>first {count}</translation>
    </message>
    <message>
        <source>没有找到“{text}”。Esc 清除</source>
        <translation>No match for “{text}”. Clear with Esc</translation>
    </message>
</context>
<context>
    <name>StandupPage</name>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>结束站会</source>
        <translation>End stand-up</translation>
    </message>
    <message>
        <source>没有作战室</source>
        <translation>No war room</translation>
    </message>
    <message>
        <source>红色客户会出现在上面，开了作战室就可以记站会。</source>
        <translation>Red accounts show above; once a war room is open, stand-ups can be logged.</translation>
    </message>
    <message>
        <source>保存，下一个 {account}</source>
        <translation>Save, next: {account}</translation>
    </message>
    <message>
        <source>保存并结束</source>
        <translation>Save and end</translation>
    </message>
    <message>
        <source>{account}的站会 {minutes} 分钟到了。</source>
        <translation>The {minutes} minutes of {account}’s stand-up are up.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>快捷键</source>
        <translation>Shortcuts</translation>
    </message>
    <message>
        <source>快捷键  ? 或 F1</source>
        <translation>Keyboard shortcuts  ? or F1</translation>
    </message>
    <message>
        <source>撤销：{what}</source>
        <translation>Undo: {what}</translation>
    </message>
    <message>
        <source>{name}，另有 {n} 项</source>
        <translation>{name}, {n} more</translation>
    </message>
</context>
<context>
    <name>StepBar</name>
    <message>
        <source>第 {n} 步，共 {count} 步：{step}</source>
        <translation>Step {n} of {count}: {step}</translation>
    </message>
</context>
<context>
    <name>StepForm</name>
    <message>
        <source>日期</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>怎么做的</source>
        <translation>How</translation>
    </message>
    <message>
        <source>确认：客户的问题已经复现</source>
        <translation>Confirm: the customer’s problem was reproduced</translation>
    </message>
    <message>
        <source>绕行：客户先怎么继续工作</source>
        <translation>Workaround: how the customer can go on working</translation>
    </message>
    <message>
        <source>修复：原因已经解决</source>
        <translation>Repair: the cause is gone</translation>
    </message>
    <message>
        <source>复盘：为什么会发生，以后怎么防</source>
        <translation>Review: why it happened, how to prevent it</translation>
    </message>
    <message>
        <source>绕行方案</source>
        <translation>Workaround</translation>
    </message>
    <message>
        <source>修了什么，哪个版本</source>
        <translation>What was repaired, in which version</translation>
    </message>
    <message>
        <source>根因、怎么防</source>
        <translation>Root cause, prevention</translation>
    </message>
    <message>
        <source>{step}：{what}</source>
        <translation>{step}: {what}</translation>
    </message>
</context>
<context>
    <name>StepHead</name>
    <message>
        <source>已展开</source>
        <translation>unfolded</translation>
    </message>
    <message>
        <source>已收起</source>
        <translation>closed</translation>
    </message>
</context>
<context>
    <name>StepRows</name>
    <message>
        <source>完成</source>
        <translation>done</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>next</translation>
    </message>
    <message>
        <source>未到</source>
        <translation>not reached</translation>
    </message>
    <message>
        <source>超时</source>
        <translation>late</translation>
    </message>
</context>
<context>
    <name>Stepping</name>
    <message>
        <source>正在写入。</source>
        <translation>It is being written.</translation>
    </message>
    <message>
        <source>已经写入。</source>
        <translation>It has been written.</translation>
    </message>
    <message>
        <source>先选文件。</source>
        <translation>Choose files first.</translation>
    </message>
    <message>
        <source>没有读得了的表。</source>
        <translation>None of the files can be read.</translation>
    </message>
    <message numerus="yes">
        <source>有 %n 张表还要说明，见“对应列”。</source>
        <translation>
            <numerusform>%n table needs a word from you: see Columns.</numerusform>
            <numerusform>%n tables need a word from you: see Columns.</numerusform>
        </translation>
    </message>
    <message>
        <source>先检查。</source>
        <translation>Check first.</translation>
    </message>
    <message numerus="yes">
        <source>还有 %n 个错误要改好或略过。</source>
        <translation>
            <numerusform>%n error is left to mend or to leave out.</numerusform>
            <numerusform>%n errors are left to mend or to leave out.</numerusform>
        </translation>
    </message>
    <message>
        <source>没有找到能读的文件。</source>
        <translation>No file was found that can be read.</translation>
    </message>
    <message>
        <source>{label}：新增 {new} 行，改动 {changed} 行</source>
        <translation>{label}: {new} rows new, {changed} changed</translation>
    </message>
    <message>
        <source>已停止读取。</source>
        <translation>Reading stopped.</translation>
    </message>
    <message>
        <source>已停止，什么都没有写入。</source>
        <translation>Stopped; nothing was written.</translation>
    </message>
    <message>
        <source>已停止检查。</source>
        <translation>Checking stopped.</translation>
    </message>
    <message numerus="yes">
        <source>%n 个文件</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>已撤销：{what}</source>
        <translation>Undone: {what}</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>已重做：{what}</source>
        <translation>Redone: {what}</translation>
    </message>
</context>
<context>
    <name>Switch</name>
    <message>
        <source>已选</source>
        <translation>on</translation>
    </message>
    <message>
        <source>未选</source>
        <translation>off</translation>
    </message>
    <message>
        <source>{title}：{value}</source>
        <translation>{title}: {value}</translation>
    </message>
</context>
<context>
    <name>TableExport</name>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
</context>
<context>
    <name>TalksForm</name>
    <message>
        <source>启动日</source>
        <translation>Started on</translation>
    </message>
    <message>
        <source>谈了什么，下一步</source>
        <translation>What was said, what is next</translation>
    </message>
    <message>
        <source>撤回启动</source>
        <translation>Not started after all</translation>
    </message>
    <message>
        <source>请填启动日。</source>
        <translation>Say when talks started.</translation>
    </message>
    <message>
        <source>已启动续约谈判：{code} {day}</source>
        <translation>Renewal talks started: {code} {day}</translation>
    </message>
    <message>
        <source>已撤回谈判启动：{code}</source>
        <translation>Renewal talks not started after all: {code}</translation>
    </message>
</context>
<context>
    <name>TallyBoard</name>
    <message>
        <source>全年</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>合计</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>{kind} {month}：计划 {planned}，完成 {done}，未做 {missed}，计划外 {extra}</source>
        <translation>{kind} {month}: planned {planned}, done {done}, not done {missed}, unplanned {extra}</translation>
    </message>
</context>
<context>
    <name>TaskForm</name>
    <message>
        <source>截止日</source>
        <translation>Deadline</translation>
    </message>
    <message>
        <source>任务</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>负责人</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>验收标准</source>
        <translation>Acceptance criteria</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>TaskRing</name>
    <message>
        <source>待办</source>
        <translation>To do</translation>
    </message>
    <message>
        <source>进行中</source>
        <translation>Under way</translation>
    </message>
    <message>
        <source>待验收</source>
        <translation>To be accepted</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>TeamEdit</name>
    <message>
        <source>已记团队数。</source>
        <translation>The team&apos;s number is kept.</translation>
    </message>
    <message>
        <source>已删团队数。</source>
        <translation>The team&apos;s number is removed.</translation>
    </message>
    <message numerus="yes">
        <source>已粘贴 %n 个团队数。</source>
        <translation>
            <numerusform>%n of the team&apos;s numbers pasted.</numerusform>
            <numerusform>%n of the team&apos;s numbers pasted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TemplateSheet</name>
    <message>
        <source>交接清单模板</source>
        <translation>Template of the checklist</translation>
    </message>
    <message>
        <source>新建交接时照此列出；已开始的交接不变。</source>
        <translation>New handovers begin with these; those under way stay as they are.</translation>
    </message>
    <message>
        <source>第 {n} 项</source>
        <translation>Item {n}</translation>
    </message>
    <message>
        <source>加一项</source>
        <translation>Add an item</translation>
    </message>
    <message>
        <source>恢复默认清单</source>
        <translation>Back to the usual list</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>已改清单模板。</source>
        <translation>Template changed.</translation>
    </message>
</context>
<context>
    <name>TermForm</name>
    <message>
        <source>开始日</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>到期日</source>
        <translation>End</translation>
    </message>
    <message>
        <source>金额（整期）</source>
        <translation>Amount (term)</translation>
    </message>
    <message>
        <source>合同编号</source>
        <translation>Contract number</translation>
    </message>
    <message>
        <source>自动编号</source>
        <translation>Automatic</translation>
    </message>
    <message>
        <source>产品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>看不懂这个日期。可以写 2024-06-30。</source>
        <translation>Not a day: write 2024-06-30.</translation>
    </message>
    <message>
        <source>不是金额，可写作 24.7万 或 247,000。</source>
        <translation>Not an amount: write 247,000 or 247k.</translation>
    </message>
    <message>
        <source>请填写。</source>
        <translation>Fill this in.</translation>
    </message>
</context>
<context>
    <name>TextBody</name>
    <message>
        <source>在这里写。按 # 插入数字，Ctrl+J 插入图表。</source>
        <translation>Write here. # inserts a figure, Ctrl+J a chart.</translation>
    </message>
</context>
<context>
    <name>TextMenu</name>
    <message>
        <source>在下面加一行</source>
        <translation>Add a row below</translation>
    </message>
    <message>
        <source>在右边加一列</source>
        <translation>Add a column to the right</translation>
    </message>
    <message>
        <source>删除这一行</source>
        <translation>Remove this row</translation>
    </message>
    <message>
        <source>删除这一列</source>
        <translation>Remove this column</translation>
    </message>
    <message>
        <source>首行作表头</source>
        <translation>First row is the head</translation>
    </message>
    <message>
        <source>删除表格</source>
        <translation>Remove the table</translation>
    </message>
    <message>
        <source>看依据</source>
        <translation>See the evidence</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>剪切</source>
        <translation>Cut</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>粘贴</source>
        <translation>Paste</translation>
    </message>
    <message>
        <source>只粘贴文字</source>
        <translation>Paste as plain text</translation>
    </message>
    <message>
        <source>全选</source>
        <translation>Select all</translation>
    </message>
    <message>
        <source>写法</source>
        <translation>Write as</translation>
    </message>
    <message>
        <source>取哪一项</source>
        <translation>Show which part</translation>
    </message>
    <message>
        <source>数值</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>期间</source>
        <translation>Period</translation>
    </message>
</context>
<context>
    <name>TextRoom</name>
    <message>
        <source>建议</source>
        <translation>Suggest</translation>
    </message>
    <message>
        <source>由数据拟的句子，可以再改</source>
        <translation>Sentences from the data, yours to change</translation>
    </message>
    <message>
        <source>恢复为自动生成</source>
        <translation>Back to the text from the data</translation>
    </message>
    <message>
        <source>本人文字，数字随数据更新，冻结后不再变化</source>
        <translation>Your own text; figures follow the data until frozen</translation>
    </message>
    <message>
        <source>自动生成，改一个字就成为本人文字</source>
        <translation>Written from the data; change a word and it is yours</translation>
    </message>
</context>
<context>
    <name>TextTools</name>
    <message>
        <source>粗体 Ctrl+B</source>
        <translation>Bold Ctrl+B</translation>
    </message>
    <message>
        <source>粗体</source>
        <translation>Bold</translation>
    </message>
    <message>
        <source>小标题</source>
        <translation>Heading</translation>
    </message>
    <message>
        <source>列表</source>
        <translation>List</translation>
    </message>
    <message>
        <source>数字</source>
        <translation>Figure</translation>
    </message>
    <message>
        <source>插入数字 # 或 Ctrl+J</source>
        <translation>Insert a figure: # or Ctrl+J</translation>
    </message>
    <message>
        <source>图表</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>插入随数据更新的图或表</source>
        <translation>Insert a chart or table that follows the data</translation>
    </message>
    <message>
        <source>插入</source>
        <translation>Insert</translation>
    </message>
    <message>
        <source>表格</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>下级小标题</source>
        <translation>Lower heading</translation>
    </message>
    <message>
        <source>正文</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>项目符号</source>
        <translation>Bullets</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Numbers</translation>
    </message>
    <message>
        <source>客户案例</source>
        <translation>Customer case</translation>
    </message>
    <message>
        <source>问题与根因</source>
        <translation>Problem and root cause</translation>
    </message>
    <message>
        <source>计划</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>这一版已冻结，不能改动</source>
        <translation>This version is frozen and cannot be changed</translation>
    </message>
</context>
<context>
    <name>TextsPage</name>
    <message>
        <source>只看改动</source>
        <translation>Changes only</translation>
    </message>
    <message>
        <source>全文</source>
        <translation>Whole text</translation>
    </message>
    <message>
        <source>范围</source>
        <translation>Extent</translation>
    </message>
    <message>
        <source>上一处 Alt ↑</source>
        <translation>Previous Alt ↑</translation>
    </message>
    <message>
        <source>上一处</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>下一处 Alt ↓</source>
        <translation>Next Alt ↓</translation>
    </message>
    <message>
        <source>下一处</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>两个版本的正文</source>
        <translation>The texts of the two versions</translation>
    </message>
    <message>
        <source>正文没有改动。</source>
        <translation>The text is the same.</translation>
    </message>
    <message>
        <source>{n} 处不同</source>
        <translation>places that differ: {n}</translation>
    </message>
    <message>
        <source>没有改动</source>
        <translation>Nothing has changed</translation>
    </message>
    <message>
        <source>{n} 行相同</source>
        <translation>the same: {n}</translation>
    </message>
    <message>
        <source>数字变了</source>
        <translation>another figure</translation>
    </message>
    <message>
        <source>新加的文字</source>
        <translation>added</translation>
    </message>
    <message>
        <source>去掉的文字</source>
        <translation>taken out</translation>
    </message>
    <message>
        <source>第 {at} / {n} 处</source>
        <translation>{at} of {n}</translation>
    </message>
</context>
<context>
    <name>TicketsPage</name>
    <message>
        <source>工单</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>还没有工单。</source>
        <translation>No tickets yet.</translation>
    </message>
    <message>
        <source>导入工单表以后会列在这里。</source>
        <translation>Import a table of tickets to see them here.</translation>
    </message>
    <message>
        <source>看工单：{code}</source>
        <translation>Show ticket: {code}</translation>
    </message>
</context>
<context>
    <name>TierTable</name>
    <message>
        <source>分段计价</source>
        <translation>By band</translation>
    </message>
    <message>
        <source>全量同价</source>
        <translation>Whole volume</translation>
    </message>
    <message>
        <source>均价 {price}</source>
        <translation>{price} a unit</translation>
    </message>
    <message>
        <source>已选</source>
        <translation>chosen</translation>
    </message>
</context>
<context>
    <name>TimeField</name>
    <message>
        <source>看不懂这个时间。可以写 16:30。</source>
        <translation>Not a time: write 16:30.</translation>
    </message>
</context>
<context>
    <name>TimelinePage</name>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>时间线</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>还没有发生什么。</source>
        <translation>Nothing has happened yet.</translation>
    </message>
    <message>
        <source>签约、触达、工单和活动会按日期列在这里。</source>
        <translation>Contracts, touches, tickets and events will be listed here by day.</translation>
    </message>
    <message>
        <source>{n} / {total} 条</source>
        <translation>{n} of {total}</translation>
    </message>
    <message numerus="yes">
        <source>%n 条</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
    <message>
        <source>没有所选种类的事。</source>
        <translation>Nothing of the chosen kinds.</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>关闭 Esc</source>
        <translation>Close Esc</translation>
    </message>
</context>
<context>
    <name>TodayActions</name>
    <message>
        <source>：{account}</source>
        <translation>: {account}</translation>
    </message>
    <message>
        <source>没有选中待办。</source>
        <translation>No to-do is selected.</translation>
    </message>
    <message>
        <source>这件事不涉及客户。</source>
        <translation>No account is concerned.</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>完成并写备注</source>
        <translation>Done, with a note</translation>
    </message>
    <message>
        <source>推迟…</source>
        <translation>Snooze…</translation>
    </message>
    <message>
        <source>记触达</source>
        <translation>Add touch</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>打开客户</source>
        <translation>Open account</translation>
    </message>
    <message>
        <source>复制为表格</source>
        <translation>Copy as a table</translation>
    </message>
    <message>
        <source>取消完成</source>
        <translation>Not done after all</translation>
    </message>
    <message>
        <source>取消推迟</source>
        <translation>Unsnooze</translation>
    </message>
    <message>
        <source>待办按紧急排列</source>
        <translation>To-dos by urgency</translation>
    </message>
    <message>
        <source>待办按客户排列</source>
        <translation>To-dos by account</translation>
    </message>
    <message>
        <source>待办按风险金额排列</source>
        <translation>To-dos by value</translation>
    </message>
</context>
<context>
    <name>TodayHead</name>
    <message>
        <source>按紧急</source>
        <translation>Urgency</translation>
    </message>
    <message>
        <source>按客户</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>按风险金额</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>排列</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>排列  Alt+1 Alt+2 Alt+3</source>
        <translation>Order  Alt+1 Alt+2 Alt+3</translation>
    </message>
</context>
<context>
    <name>TodayLines</name>
    <message>
        <source>已折叠</source>
        <translation>folded</translation>
    </message>
    <message>
        <source>已展开</source>
        <translation>open</translation>
    </message>
    <message>
        <source>已推迟</source>
        <translation>Snoozed</translation>
    </message>
    <message>
        <source>今天已完成</source>
        <translation>Done today</translation>
    </message>
    <message>
        <source>逾期</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>7 天内</source>
        <translation>Next 7 days</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>涉及金额</source>
        <translation>With an amount</translation>
    </message>
    <message>
        <source>不涉及金额</source>
        <translation>Without an amount</translation>
    </message>
    <message>
        <source>涉及 {amount}</source>
        <translation>{amount} concerned</translation>
    </message>
    <message>
        <source>{rule}，还有 {count}</source>
        <translation>{rule}, {count} more</translation>
    </message>
    <message>
        <source>{rule}，{count}</source>
        <translation>{rule}: {count}</translation>
    </message>
    <message>
        <source>其余 {n} 件</source>
        <translation>{n} others</translation>
    </message>
    <message>
        <source>{n} 份</source>
        <translation>{n}</translation>
    </message>
    <message>
        <source>{n} 个</source>
        <translation>{n}</translation>
    </message>
    <message>
        <source>{n} 张</source>
        <translation>{n}</translation>
    </message>
    <message>
        <source>{n} 位</source>
        <translation>{n}</translation>
    </message>
    <message>
        <source>{n} 件</source>
        <translation>{n}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{names} 等</source>
        <translation>{names} …</translation>
    </message>
    <message>
        <source>逾期 {least}–{most} 天</source>
        <translation>{least}–{most} days overdue</translation>
    </message>
</context>
<context>
    <name>TodayPane</name>
    <message>
        <source>待办</source>
        <translation>To-dos</translation>
    </message>
    <message>
        <source>今日</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>今天没有到期的事。</source>
        <translation>Nothing is due today.</translation>
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
        <source>导入客户和合同的表，规则会排出要做的事：触达、工作坊、续约、回款。</source>
        <translation>Import your tables of accounts and contracts; the rules then say what to do: touches, workshops, renewals, receipts.</translation>
    </message>
    <message numerus="yes">
        <source>已复制 %n 行。</source>
        <translation>
            <numerusform>Copied %n row.</numerusform>
            <numerusform>Copied %n rows.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TodaySide</name>
    <message>
        <source>关键结果</source>
        <translation>Key results</translation>
    </message>
    <message>
        <source>风险金额</source>
        <translation>Value at risk</translation>
    </message>
    <message>
        <source>看最要紧的</source>
        <translation>The most pressing</translation>
    </message>
    <message>
        <source>日程</source>
        <translation>Schedule</translation>
    </message>
    <message>
        <source>未来 14 天</source>
        <translation>next 14 days</translation>
    </message>
    <message>
        <source>有变化</source>
        <translation>What changed</translation>
    </message>
    <message>
        <source>这个期间没有目标。导入目标表，这里就会有进度。</source>
        <translation>No targets in this period. Import a table of targets to see progress here.</translation>
    </message>
    <message>
        <source>14 天内没有安排。</source>
        <translation>Nothing in the next 14 days.</translation>
    </message>
    <message>
        <source>没有变化。</source>
        <translation>Nothing has changed.</translation>
    </message>
    <message>
        <source>{name}：{pace}</source>
        <translation>{name}: {pace}</translation>
    </message>
    <message numerus="yes">
        <source>最要紧的 %n 份</source>
        <translation>
            <numerusform>The %n most pressing contract</numerusform>
            <numerusform>The %n most pressing contracts</numerusform>
        </translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message numerus="yes">
        <source>{band}，%n 份</source>
        <translation>
            <numerusform>{band}, %n contract</numerusform>
            <numerusform>{band}, %n contracts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>还有 %n 项</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message>
        <source>只看前几项</source>
        <translation>Fewer</translation>
    </message>
</context>
<context>
    <name>TodoActs</name>
    <message>
        <source>已完成：{what}</source>
        <translation>Done: {what}</translation>
    </message>
    <message>
        <source>已推迟到 {day}：{what}</source>
        <translation>Snoozed until {day}: {what}</translation>
    </message>
    <message>
        <source>重新列入：{what}</source>
        <translation>Back on the list: {what}</translation>
    </message>
    <message numerus="yes">
        <source>%n 个客户</source>
        <translation>
            <numerusform>%n account</numerusform>
            <numerusform>%n accounts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>已给 %n 个客户记触达</source>
        <translation>
            <numerusform>Touch added to %n account</numerusform>
            <numerusform>Touch added to %n accounts</numerusform>
        </translation>
    </message>
    <message>
        <source>{done}。晚于截至日 {day}，这里不计</source>
        <translation>{done}. It is later than {day}, so it does not count here</translation>
    </message>
    <message>
        <source>它还没有自己的页面。</source>
        <translation>It has no page of its own yet.</translation>
    </message>
</context>
<context>
    <name>TodoColumns</name>
    <message>
        <source>客户</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>要做的事</source>
        <translation>To do</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>涉及金额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>应办日</source>
        <translation>Due</translation>
    </message>
</context>
<context>
    <name>TodoForm</name>
    <message>
        <source>推迟到</source>
        <translation>Snooze until</translation>
    </message>
    <message>
        <source>为什么推迟</source>
        <translation>Why it can wait</translation>
    </message>
    <message>
        <source>例如：等新 CIO 到任，7 月中再约</source>
        <translation>For example: the new CIO starts in mid-July</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>例如：在电话里确认了，合同下周盖章</source>
        <translation>For example: confirmed by phone, the contract is signed next week</translation>
    </message>
    <message>
        <source>选填</source>
        <translation>optional</translation>
    </message>
    <message>
        <source>推迟</source>
        <translation>Snooze</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>推迟：{what}</source>
        <translation>Snooze: {what}</translation>
    </message>
    <message>
        <source>完成：{what}</source>
        <translation>Done: {what}</translation>
    </message>
    <message>
        <source>已完成：{what}</source>
        <translation>Done: {what}</translation>
    </message>
    <message>
        <source>请写一个在 {day} 之后的日期。</source>
        <translation>Give a day after {day}.</translation>
    </message>
    <message>
        <source>规则已被打破，推迟要写明原因。</source>
        <translation>A rule is broken: say why this can wait.</translation>
    </message>
    <message>
        <source>已推迟到 {day}：{what}</source>
        <translation>Snoozed until {day}: {what}</translation>
    </message>
</context>
<context>
    <name>Told</name>
    <message>
        <source>符合</source>
        <translation>kept</translation>
    </message>
    <message>
        <source>待定</source>
        <translation>open</translation>
    </message>
    <message>
        <source>不符合</source>
        <translation>broken</translation>
    </message>
    <message>
        <source>规则</source>
        <translation>Rules</translation>
    </message>
    <message numerus="yes">
        <source>%n 条不符合</source>
        <translation>
            <numerusform>%n broken</numerusform>
            <numerusform>%n broken</numerusform>
        </translation>
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
        <source>设置、备份、导入、主题、语言</source>
        <translation>Settings, backup, import, theme, language</translation>
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
    <message>
        <source>只计到这一天为止已发生的事  Alt+D</source>
        <translation>Only what happened by this day counts  Alt+D</translation>
    </message>
</context>
<context>
    <name>TouchForm</name>
    <message>
        <source>日期</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>渠道</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>联系人</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>分钟</source>
        <translation>Minutes</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>What</translation>
    </message>
    <message>
        <source>未指定</source>
        <translation>None</translation>
    </message>
    <message>
        <source>改触达</source>
        <translation>Edit touch</translation>
    </message>
    <message>
        <source>请填整数分钟，如 45。</source>
        <translation>Give whole minutes, such as 45.</translation>
    </message>
    <message>
        <source>看不懂这个日期。可以写 2024-06-30、昨天、上周三。</source>
        <translation>Not a date. Write 2024-06-30, yesterday or last Wednesday.</translation>
    </message>
    <message>
        <source>已改触达：{day} {channel}</source>
        <translation>Touch changed: {day} {channel}</translation>
    </message>
</context>
<context>
    <name>TouchLine</name>
    <message>
        <source>做了什么，可带日期和渠道：昨天 拜访 聊续约</source>
        <translation>What you did, with day and channel if you like: yesterday visit talked renewal</translation>
    </message>
    <message>
        <source>记触达</source>
        <translation>Touch</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>记触达：{whom}</source>
        <translation>Touch: {whom}</translation>
    </message>
</context>
<context>
    <name>TouchesPage</name>
    <message>
        <source>渠道</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>触达</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>还没有触达。</source>
        <translation>No touches yet.</translation>
    </message>
    <message>
        <source>按 T 记一次，一行就够：昨天 拜访 聊续约。</source>
        <translation>Press T to add one; a line is enough: yesterday visit talked renewal.</translation>
    </message>
    <message>
        <source>记触达</source>
        <translation>Touch</translation>
    </message>
    <message>
        <source>没有所选渠道的触达。</source>
        <translation>No touches over the chosen channels.</translation>
    </message>
    <message>
        <source>改触达</source>
        <translation>Edit touch</translation>
    </message>
    <message>
        <source>删触达</source>
        <translation>Remove touch</translation>
    </message>
    <message>
        <source>已删触达：{day} {channel}</source>
        <translation>Touch removed: {day} {channel}</translation>
    </message>
</context>
<context>
    <name>TrackHead</name>
    <message>
        <source>红</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>黄</source>
        <translation>Yellow</translation>
    </message>
    <message>
        <source>绿</source>
        <translation>Green</translation>
    </message>
    <message>
        <source>未评</source>
        <translation>Unscored</translation>
    </message>
    <message>
        <source>已续</source>
        <translation>renewed</translation>
    </message>
    <message>
        <source>未续</source>
        <translation>not renewed</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>打开客户：{name}</source>
        <translation>Open account: {name}</translation>
    </message>
</context>
<context>
    <name>TrackPanel</name>
    <message>
        <source>没有选中的合同</source>
        <translation>No contract chosen</translation>
    </message>
    <message>
        <source>在左边选一份合同，这里显示它的续约轨道。</source>
        <translation>Choose a contract on the left: its way to renewal is shown here.</translation>
    </message>
    <message>
        <source>{what}：{code} {name}</source>
        <translation>{what}: {code} {name}</translation>
    </message>
    <message>
        <source>打开客户：{name}</source>
        <translation>Open account: {name}</translation>
    </message>
    <message>
        <source>这份合同已经有结果。</source>
        <translation>This contract is settled already.</translation>
    </message>
    <message>
        <source>预测{category}</source>
        <translation>Forecast {category}</translation>
    </message>
    <message>
        <source>已改预测：{code} {words}</source>
        <translation>Forecast changed: {code} {words}</translation>
    </message>
</context>
<context>
    <name>TrendChart</name>
    <message>
        <source>上年</source>
        <translation>Year before</translation>
    </message>
    <message>
        <source>团队</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>目标</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>红 &lt; {bound}</source>
        <translation>Red &lt; {bound}</translation>
    </message>
    <message>
        <source>绿 ≥ {bound}</source>
        <translation>Green ≥ {bound}</translation>
    </message>
</context>
<context>
    <name>TrendPart</name>
    <message>
        <source>{n} 年</source>
        <translation>{n} yr</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>上年同月</source>
        <translation>Year before</translation>
    </message>
    <message>
        <source>团队</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>还原</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>显示全部月份</source>
        <translation>Show every month</translation>
    </message>
    <message>
        <source>导出图表或数值</source>
        <translation>Export chart or values</translation>
    </message>
    <message>
        <source>{name} 的走势</source>
        <translation>Trend of {name}</translation>
    </message>
    <message>
        <source>目标 {value}</source>
        <translation>target {value}</translation>
    </message>
    <message>
        <source>上年同月 {value}</source>
        <translation>year before {value}</translation>
    </message>
    <message>
        <source>团队 {value}</source>
        <translation>team {value}</translation>
    </message>
    <message>
        <source>还没有走势。</source>
        <translation>There is no trend yet.</translation>
    </message>
    <message>
        <source>：{name}</source>
        <translation>: {name}</translation>
    </message>
    <message>
        <source>导出图表</source>
        <translation>Export chart</translation>
    </message>
    <message>
        <source>导出各月数值</source>
        <translation>Export values by month</translation>
    </message>
    <message>
        <source>月份</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>分子</source>
        <translation>Numerator</translation>
    </message>
    <message>
        <source>分母</source>
        <translation>Denominator</translation>
    </message>
    <message>
        <source>目标</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>空缺的原因</source>
        <translation>Why missing</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>已锁定</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>未打开任何书</source>
        <translation>No book is open</translation>
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
    <name>UsagePage</name>
    <message>
        <source>按模块的使用</source>
        <translation>Usage by module</translation>
    </message>
    <message>
        <source>还没有使用数据。</source>
        <translation>No usage data yet.</translation>
    </message>
    <message>
        <source>导入功能使用表以后，各模块的深度和广度会列在这里。</source>
        <translation>Import a table of usage to see depth and breadth by module here.</translation>
    </message>
    <message>
        <source>看依据：{code}</source>
        <translation>Show the evidence: {code}</translation>
    </message>
</context>
<context>
    <name>VersionDesk</name>
    <message>
        <source>冻结自评</source>
        <translation>Freezing the review</translation>
    </message>
    <message>
        <source>已冻结为 {version}</source>
        <translation>Frozen as {version}</translation>
    </message>
    <message>
        <source>已删去 {version}</source>
        <translation>Removed {version}</translation>
    </message>
</context>
<context>
    <name>VersionLine</name>
    <message>
        <source>回到现在</source>
        <translation>Back to now</translation>
    </message>
    <message>
        <source>回到现在 Esc</source>
        <translation>Back to now Esc</translation>
    </message>
</context>
<context>
    <name>VersionPanel</name>
    <message>
        <source>冻结的版本</source>
        <translation>Frozen versions</translation>
    </message>
    <message>
        <source>冻结</source>
        <translation>Freeze</translation>
    </message>
    <message>
        <source>把现在的正文、数字和依据存成一个版本</source>
        <translation>Keep the text, the figures and their evidence as they are now</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>与现在比较</source>
        <translation>Compare with now</translation>
    </message>
    <message>
        <source>与…比较</source>
        <translation>Compare with…</translation>
    </message>
    <message>
        <source>删去</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>版本</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>还没有冻结的版本。交出去之前冻结一次：以后数据再改，这一版的数字也不会动。</source>
        <translation>No frozen version yet. Freeze the review before you hand it in: whatever is corrected later, its figures stay.</translation>
    </message>
    <message>
        <source>冻结以后变了的数字</source>
        <translation>Figures that have changed since the freeze</translation>
    </message>
    <message>
        <source>{n} 个</source>
        <translation>{n}</translation>
    </message>
    <message>
        <source>{version} 以后</source>
        <translation>Since {version}</translation>
    </message>
    <message>
        <source>{n} 个数字，正文 {m} 处</source>
        <translation>figures: {n}, lines of text: {m}</translation>
    </message>
    <message>
        <source>数字、正文都没有变。</source>
        <translation>Neither figures nor text have changed.</translation>
    </message>
    <message>
        <source>数字没有变，正文有改动。</source>
        <translation>No figure has changed; the text has.</translation>
    </message>
    <message>
        <source>正在冻结…</source>
        <translation>Freezing…</translation>
    </message>
    <message>
        <source>只有这一个版本</source>
        <translation>There is only this version</translation>
    </message>
    <message>
        <source>已导出的版本不能删去</source>
        <translation>A version that was exported stays</translation>
    </message>
</context>
<context>
    <name>Versions</name>
    <message>
        <source>数字</source>
        <translation>Figure</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>行</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>正文里的数字</source>
        <translation>Figure in the text</translation>
    </message>
    <message>
        <source>所在章</source>
        <translation>Chapter</translation>
    </message>
    <message>
        <source>分项</source>
        <translation>Part</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>now</translation>
    </message>
    <message>
        <source>{at} 冻结，数据截至 {day}</source>
        <translation>frozen {at}, data as of {day}</translation>
    </message>
    <message>
        <source>已导出</source>
        <translation>exported</translation>
    </message>
    <message>
        <source>未导出</source>
        <translation>not exported</translation>
    </message>
    <message>
        <source>计入的行没有变</source>
        <translation>the rows counted are the same</translation>
    </message>
    <message>
        <source>写法不同，数值没有变</source>
        <translation>written otherwise, the value is the same</translation>
    </message>
    <message>
        <source>加 {n} 行</source>
        <translation>+{n} rows</translation>
    </message>
    <message>
        <source>减 {n} 行</source>
        <translation>−{n} rows</translation>
    </message>
    <message>
        <source>改 {n} 行</source>
        <translation>{n} rows changed</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>VersionsPart</name>
    <message>
        <source>版本</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>恢复这一版</source>
        <translation>Bring this one back</translation>
    </message>
    <message>
        <source>最近一版以后，导入或新数据改过维度或权重；再保存一次就成为新的一版。</source>
        <translation>Since the newest version an import has changed dimensions or weights; saving makes that a version.</translation>
    </message>
    <message>
        <source>第 {number} 版</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>现在的模型</source>
        <translation>The model in force</translation>
    </message>
    <message>
        <source>第 {number} 版 → 现在</source>
        <translation>Version {number} → now</translation>
    </message>
    <message>
        <source>和现在的模型一样。</source>
        <translation>The same as the model in force.</translation>
    </message>
    <message>
        <source>恢复第 {number} 版</source>
        <translation>Bring version {number} back</translation>
    </message>
    <message>
        <source>无</source>
        <translation>none</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>未命名</source>
        <translation>Unnamed</translation>
    </message>
    <message>
        <source>{name} · 已改</source>
        <translation>{name} · changed</translation>
    </message>
    <message>
        <source>视图：{name}</source>
        <translation>View: {name}</translation>
    </message>
    <message>
        <source>恢复“{name}”</source>
        <translation>Back to “{name}”</translation>
    </message>
    <message>
        <source>更新“{name}”</source>
        <translation>Update “{name}”</translation>
    </message>
    <message>
        <source>另存为新视图…</source>
        <translation>Save as a new view…</translation>
    </message>
    <message>
        <source>改名…</source>
        <translation>Rename…</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>已更新视图“{name}”。</source>
        <translation>View “{name}” updated.</translation>
    </message>
    <message>
        <source>已删除视图“{name}”。</source>
        <translation>View “{name}” deleted.</translation>
    </message>
    <message>
        <source>另存为新视图</source>
        <translation>Save as a new view</translation>
    </message>
    <message>
        <source>视图改名</source>
        <translation>Rename the view</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>已保存视图“{name}”。</source>
        <translation>View “{name}” saved.</translation>
    </message>
</context>
<context>
    <name>WarExport</name>
    <message>
        <source>作战室状态 {account}</source>
        <translation>War room status {account}</translation>
    </message>
    <message>
        <source>导出作战室状态</source>
        <translation>Export the war room&apos;s status</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>已复制作战室状态。</source>
        <translation>The war room&apos;s status is on the clipboard.</translation>
    </message>
    <message numerus="yes">
        <source>导出 %n 个任务</source>
        <translation>
            <numerusform>Export %n task</numerusform>
            <numerusform>Export %n tasks</numerusform>
        </translation>
    </message>
    <message>
        <source>作战室任务</source>
        <translation>War room tasks</translation>
    </message>
    <message>
        <source>已导出：{path}</source>
        <translation>Exported: {path}</translation>
    </message>
</context>
<context>
    <name>WarRoomPane</name>
    <message>
        <source>没有红色客户。</source>
        <translation>No red accounts.</translation>
    </message>
    <message>
        <source>作战室</source>
        <translation>War room</translation>
    </message>
    <message>
        <source>健康度低于 {limit} 时这里会提议开作战室。</source>
        <translation>A score below {limit} proposes a war room here.</translation>
    </message>
    <message>
        <source>上面的客户跌破了 {limit}：按 O 开一个作战室。</source>
        <translation>The accounts above fell below {limit}: press O to open a war room.</translation>
    </message>
    <message>
        <source>还没有作战室。</source>
        <translation>There is no war room yet.</translation>
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
        <source>未打开任何书</source>
        <translation>No book is open</translation>
    </message>
    <message>
        <source>下一步：导入客户表和合同表</source>
        <translation>Next: import accounts and contracts</translation>
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
        <source>先校验，再写到新文件夹</source>
        <translation>Verified first, into a new folder</translation>
    </message>
    <message>
        <source>从备份恢复</source>
        <translation>Restore a backup</translation>
    </message>
    <message>
        <source>我的客户</source>
        <translation>My accounts</translation>
    </message>
    <message>
        <source>建一本不设口令的客户书</source>
        <translation>Make a book without a passphrase</translation>
    </message>
    <message>
        <source>密钥明文存放在书的文件夹里：能打开这个文件夹的人，就能看到所有客户资料。</source>
        <translation>The key lies in the book&apos;s folder in plain text: whoever can open the folder can see all customer data.</translation>
    </message>
    <message>
        <source>设口令</source>
        <translation>With a passphrase</translation>
    </message>
    <message>
        <source>加密存放，没有口令谁也打不开</source>
        <translation>Encrypted: nobody else can open it</translation>
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
        <source>不设口令</source>
        <translation>No passphrase</translation>
    </message>
    <message>
        <source>密钥明文存放，以后可以补设</source>
        <translation>Key in plain text; one can be set later</translation>
    </message>
    <message>
        <source>正在建书…</source>
        <translation>Making the book…</translation>
    </message>
    <message>
        <source>或者</source>
        <translation>Or</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
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
    <message>
        <source>这本客户书是只读的</source>
        <translation>This book is read-only</translation>
    </message>
    <message>
        <source>导入…</source>
        <translation>Import…</translation>
    </message>
    <message>
        <source>备份</source>
        <translation>Back up</translation>
    </message>
    <message>
        <source>从备份恢复…</source>
        <translation>Restore a backup…</translation>
    </message>
    <message>
        <source>打开另一本客户书…</source>
        <translation>Open another book…</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>锁定</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>没有口令的客户书不能锁定</source>
        <translation>A book without a passphrase cannot be locked</translation>
    </message>
    <message>
        <source>转到{pane}</source>
        <translation>Go to {pane}</translation>
    </message>
    <message>
        <source>搜索和命令</source>
        <translation>Search and commands</translation>
    </message>
    <message>
        <source>选期间</source>
        <translation>Choose the period</translation>
    </message>
    <message>
        <source>其他期间…</source>
        <translation>Other period…</translation>
    </message>
    <message>
        <source>选截至日期</source>
        <translation>Choose the as-of date</translation>
    </message>
    <message>
        <source>到下一处</source>
        <translation>To the next place</translation>
    </message>
    <message>
        <source>到上一处</source>
        <translation>To the place before</translation>
    </message>
    <message>
        <source>快捷键</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>关于 csmdesk</source>
        <translation>About csmdesk</translation>
    </message>
    <message>
        <source>正在用</source>
        <translation>in use</translation>
    </message>
    <message>
        <source>语言：{name}</source>
        <translation>Language: {name}</translation>
    </message>
    <message>
        <source>主题：跟随系统</source>
        <translation>Theme: follow the system</translation>
    </message>
    <message>
        <source>主题：浅色</source>
        <translation>Theme: light</translation>
    </message>
    <message>
        <source>主题：深色</source>
        <translation>Theme: dark</translation>
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
</context>
<context>
    <name>WorkshopForm</name>
    <message>
        <source>计划日</source>
        <translation>Planned for</translation>
    </message>
    <message>
        <source>痛点，每行一个</source>
        <translation>Pain points, one a line</translation>
    </message>
    <message>
        <source>量化指标，每行一项</source>
        <translation>Measures, one a line</translation>
    </message>
    <message>
        <source>鱼骨图记录</source>
        <translation>Fishbone notes</translation>
    </message>
    <message>
        <source>OKR 记录</source>
        <translation>OKR notes</translation>
    </message>
    <message>
        <source>开完的日期</source>
        <translation>Held on</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>存草稿</source>
        <translation>Keep draft</translation>
    </message>
    <message>
        <source>改回草稿</source>
        <translation>Back to draft</translation>
    </message>
    <message>
        <source>完成工作坊</source>
        <translation>Complete workshop</translation>
    </message>
    <message>
        <source>价值计划，我方 CXO</source>
        <translation>Value plan, our CXO</translation>
    </message>
    <message>
        <source>已签</source>
        <translation>Signed</translation>
    </message>
    <message>
        <source>价值计划，客户 CXO</source>
        <translation>Value plan, their CXO</translation>
    </message>
    <message>
        <source>纪要</source>
        <translation>Minutes</translation>
    </message>
    <message>
        <source>追踪单</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>纪要发出日</source>
        <translation>Minutes sent on</translation>
    </message>
    <message>
        <source>追踪单负责人</source>
        <translation>Ticket owner</translation>
    </message>
    <message>
        <source>截止日</source>
        <translation>Deadline</translation>
    </message>
    <message>
        <source>验收标准</source>
        <translation>Acceptance criteria</translation>
    </message>
    <message>
        <source>追踪单建立日</source>
        <translation>Ticket made on</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>填现在的时间</source>
        <translation>Fill in the time now</translation>
    </message>
    <message>
        <source>会后</source>
        <translation>After the workshop</translation>
    </message>
    <message>
        <source>清单</source>
        <translation>Checklist</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>痛点</source>
        <translation>Pain points</translation>
    </message>
    <message>
        <source>指标</source>
        <translation>Metrics</translation>
    </message>
    <message>
        <source>鱼骨图</source>
        <translation>Fishbone</translation>
    </message>
    <message>
        <source>OKR</source>
        <translation>OKR</translation>
    </message>
    <message>
        <source>双签</source>
        <translation>Signatures</translation>
    </message>
    <message>
        <source>请填时间，如 16:30。</source>
        <translation>Enter a time, such as 16:30.</translation>
    </message>
    <message>
        <source>请填日期。</source>
        <translation>Enter a day.</translation>
    </message>
    <message>
        <source>已完成价值工作坊：{code}</source>
        <translation>Value workshop complete: {code}</translation>
    </message>
    <message>
        <source>已存工作坊清单：{code}</source>
        <translation>Workshop checklist kept: {code}</translation>
    </message>
    <message>
        <source>工作坊已改回草稿：{code}</source>
        <translation>Workshop is a draft again: {code}</translation>
    </message>
</context>
<context>
    <name>WorkshopPlace</name>
    <message>
        <source>导入的工作坊：{days}。在这里完成同一天的清单，会并入它。</source>
        <translation>Imported workshops: {days}. A checklist completed here for the same day becomes part of it.</translation>
    </message>
</context>
<context>
    <name>WritePage</name>
    <message>
        <source>手工改过的值</source>
        <translation>Values changed by hand</translation>
    </message>
    <message>
        <source>留手工的</source>
        <translation>Keep mine</translation>
    </message>
    <message>
        <source>用文件的</source>
        <translation>Take the file’s</translation>
    </message>
    <message>
        <source>这一列都留手工的</source>
        <translation>Keep mine in this column</translation>
    </message>
    <message>
        <source>这一列都用文件的</source>
        <translation>Take the file’s in this column</translation>
    </message>
    <message>
        <source>全部留手工的</source>
        <translation>Keep all of mine</translation>
    </message>
    <message>
        <source>全部用文件的</source>
        <translation>Take all of the file’s</translation>
    </message>
    <message>
        <source>写入以后的变化</source>
        <translation>What changes by writing</translation>
    </message>
    <message numerus="yes">
        <source>%n 处手工改过，文件里也不同</source>
        <translation>
            <numerusform>%n value was changed by hand and differs in the file</numerusform>
            <numerusform>%n values were changed by hand and differ in the file</numerusform>
        </translation>
    </message>
    <message>
        <source>{words}，{open}</source>
        <translation>{words}, {open}</translation>
    </message>
    <message numerus="yes">
        <source>%n 处待选</source>
        <translation>
            <numerusform>%n to decide</numerusform>
            <numerusform>%n to decide</numerusform>
        </translation>
    </message>
    <message>
        <source>写入以后</source>
        <translation>After writing</translation>
    </message>
    <message>
        <source>新增 {new} 行，改动 {changed} 行，不变 {same} 行。→ 展开一张表，← 折叠</source>
        <translation>{new} rows new, {changed} changed, {same} the same. → opens a table, ← folds it</translation>
    </message>
    <message>
        <source>和客户书里一样，没有要写的。</source>
        <translation>The same as in the book: nothing to write.</translation>
    </message>
    <message>
        <source>{rows} 行都已经在客户书里，值也一样；再导入一次不会改变任何东西。</source>
        <translation>All {rows} rows are in the book already, with the same values; importing them again changes nothing.</translation>
    </message>
</context>
<context>
    <name>WrittenPage</name>
    <message>
        <source>打开客户</source>
        <translation>Open accounts</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>再导入别的文件</source>
        <translation>Import other files</translation>
    </message>
    <message>
        <source>已写入：{label}</source>
        <translation>Written: {label}</translation>
    </message>
    <message>
        <source>新增 {new} 行，改动 {changed} 行，不变 {same} 行，用时 {seconds} 秒。</source>
        <translation>{new} rows new, {changed} changed, {same} the same, in {seconds} s.</translation>
    </message>
    <message>
        <source>{table} {rows}</source>
        <translation>{table} {rows}</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>这次导入之后又有改动，请用 Ctrl+Z 一步步撤销。</source>
        <translation>There were changes after this import: take them back one by one with Ctrl+Z.</translation>
    </message>
    <message>
        <source>撤销：{what}</source>
        <translation>Undo: {what}</translation>
    </message>
    <message>
        <source>已撤销：{what}</source>
        <translation>Undone: {what}</translation>
    </message>
</context>
<context>
    <name>YearBoard</name>
    <message>
        <source>{month}：计划 {planned}，完成 {done}，未做 {missed}，计划外 {extra}</source>
        <translation>{month}: planned {planned}, done {done}, not done {missed}, unplanned {extra}</translation>
    </message>
    <message>
        <source>{n}天</source>
        <translation>{n} d</translation>
    </message>
</context>
<context>
    <name>YearBudget</name>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>月份</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>数量</source>
        <translation>Quantity</translation>
    </message>
    <message>
        <source>单价</source>
        <translation>Unit price</translation>
    </message>
    <message>
        <source>计划</source>
        <translation>Planned</translation>
    </message>
    <message>
        <source>已花</source>
        <translation>Spent</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
</context>
<context>
    <name>YearExport</name>
    <message>
        <source>年度计划 {year}</source>
        <translation>Year plan {year}</translation>
    </message>
    <message>
        <source>年度预算 {year}</source>
        <translation>Budget {year}</translation>
    </message>
    <message>
        <source>分层与节奏 {year}</source>
        <translation>Segments and cadence {year}</translation>
    </message>
    <message numerus="yes">
        <source>导出 %n 行</source>
        <translation>
            <numerusform>Export %n row</numerusform>
            <numerusform>Export %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>已导出 %n 行：{path}</source>
        <translation>
            <numerusform>%n row exported: {path}</numerusform>
            <numerusform>%n rows exported: {path}</numerusform>
        </translation>
    </message>
    <message>
        <source>导出日历文件</source>
        <translation>Export a calendar file</translation>
    </message>
    <message numerus="yes">
        <source>已导出 %n 个日程：{path}</source>
        <translation>
            <numerusform>%n event exported: {path}</numerusform>
            <numerusform>%n events exported: {path}</numerusform>
        </translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
</context>
<context>
    <name>YearItems</name>
    <message>
        <source>客户</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>What</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>最晚</source>
        <translation>Last day</translation>
    </message>
    <message>
        <source>分钟</source>
        <translation>Minutes</translation>
    </message>
    <message>
        <source>费用</source>
        <translation>Cost</translation>
    </message>
    <message>
        <source>已花</source>
        <translation>Spent</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
</context>
<context>
    <name>YearPage</name>
    <message>
        <source>安排</source>
        <translation>Items</translation>
    </message>
    <message>
        <source>预算</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>分层</source>
        <translation>Segments</translation>
    </message>
    <message>
        <source>视图</source>
        <translation>View</translation>
    </message>
    <message>
        <source>新安排</source>
        <translation>New item</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>生成…</source>
        <translation>Draw…</translation>
    </message>
    <message>
        <source>前一年</source>
        <translation>Year before</translation>
    </message>
    <message>
        <source>前一年 Alt+←</source>
        <translation>Year before  Alt+←</translation>
    </message>
    <message>
        <source>后一年</source>
        <translation>Year after</translation>
    </message>
    <message>
        <source>后一年 Alt+→</source>
        <translation>Year after  Alt+→</translation>
    </message>
    <message>
        <source>加一行</source>
        <translation>Add a line</translation>
    </message>
    <message>
        <source>生成年度计划…</source>
        <translation>Draw the year&apos;s plan…</translation>
    </message>
    <message>
        <source>{year} 还没有计划。</source>
        <translation>There is no plan of {year} yet.</translation>
    </message>
    <message>
        <source>按分层的节奏、到期合同和沙龙规则，把触达、QBR、工作坊、谈判、培训和沙龙排到工作日里。</source>
        <translation>Touches, QBRs, workshops, talks, trainings and salons are spread over the working days, by the cadence of the segments, the contracts that end and the rules for salons.</translation>
    </message>
    <message>
        <source>计划 {n}</source>
        <translation>planned {n}</translation>
    </message>
    <message>
        <source>完成 {n}</source>
        <translation>done {n}</translation>
    </message>
    <message>
        <source>未做 {n}</source>
        <translation>not done {n}</translation>
    </message>
    <message>
        <source>计划外 {n}</source>
        <translation>unplanned {n}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{years} 年节假日为预估</source>
        <translation>holidays of {years} are an estimate</translation>
    </message>
    <message>
        <source>已清空自动安排。</source>
        <translation>Drawn items cleared.</translation>
    </message>
    <message>
        <source>导出表格…</source>
        <translation>Export a table…</translation>
    </message>
    <message>
        <source>导出日历文件…</source>
        <translation>Export a calendar file…</translation>
    </message>
    <message>
        <source>先选一项安排</source>
        <translation>Choose an item first</translation>
    </message>
    <message>
        <source>没有手工改过</source>
        <translation>Not changed by hand</translation>
    </message>
    <message>
        <source>完成 / 重开</source>
        <translation>Done / reopen</translation>
    </message>
    <message>
        <source>提前一周</source>
        <translation>A week earlier</translation>
    </message>
    <message>
        <source>推后一周</source>
        <translation>A week later</translation>
    </message>
    <message>
        <source>取消安排</source>
        <translation>Strike out</translation>
    </message>
    <message>
        <source>交给系统排</source>
        <translation>Leave to the drawing</translation>
    </message>
    <message>
        <source>清空自动安排</source>
        <translation>Clear the drawn items</translation>
    </message>
    <message>
        <source>年度计划：{view}</source>
        <translation>Year plan: {view}</translation>
    </message>
</context>
<context>
    <name>YearSegments</name>
    <message>
        <source>分层</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>触达间隔 天</source>
        <translation>Cadence, days</translation>
    </message>
    <message>
        <source>续约启动 天</source>
        <translation>Talks ahead, days</translation>
    </message>
    <message>
        <source>每年 QBR</source>
        <translation>QBRs a year</translation>
    </message>
    <message>
        <source>每年培训</source>
        <translation>Trainings a year</translation>
    </message>
    <message>
        <source>投入的资源</source>
        <translation>Resources</translation>
    </message>
</context>
<context>
    <name>YearSheets</name>
    <message numerus="yes">
        <source>年度计划已写入，改了 %n 项。</source>
        <translation>
            <numerusform>Plan written: %n item changed.</numerusform>
            <numerusform>Plan written: %n items changed.</numerusform>
        </translation>
    </message>
    <message>
        <source>已加一项安排。</source>
        <translation>Item added.</translation>
    </message>
</context>
<context>
    <name>YearWords</name>
    <message>
        <source> 休</source>
        <translation> off</translation>
    </message>
    <message>
        <source>{state}，已晚</source>
        <translation>{state}, late</translation>
    </message>
    <message>
        <source> 手记</source>
        <translation> by hand</translation>
    </message>
    <message>
        <source>最晚 {day}</source>
        <translation>by {day}</translation>
    </message>
    <message>
        <source>，已晚于规则</source>
        <translation>, later than the rule</translation>
    </message>
    <message>
        <source>这天不上班：{what}</source>
        <translation>Not a working day: {what}</translation>
    </message>
    <message>
        <source>手工改过：重新生成时不动它</source>
        <translation>Changed by hand: a new drawing leaves it alone</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{first} – {last}：{days} 个工作日，{n} 项，{minutes} 分钟，完成 {done}，未做 {missed}</source>
        <translation>{first} – {last}: working days {days}, items {n}, {minutes} min, done {done}, not done {missed}</translation>
    </message>
</context>
<context>
    <name>_Agrees</name>
    <message>
        <source>两次输入一致</source>
        <translation>Both are the same</translation>
    </message>
</context>
<context>
    <name>_Entry</name>
    <message>
        <source>{name}，待办 {n} 项</source>
        <translation>{name}, {n} due</translation>
    </message>
</context>
<context>
    <name>_Groups</name>
    <message>
        <source>恢复密钥：{key}</source>
        <translation>Recovery key: {key}</translation>
    </message>
</context>
<context>
    <name>_ItemForm</name>
    <message>
        <source>内容</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>负责人</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>开始后几天内</source>
        <translation>Days after the start</translation>
    </message>
</context>
<context>
    <name>_More</name>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
</context>
<context>
    <name>_NumberField</name>
    <message>
        <source>天</source>
        <translation>days</translation>
    </message>
    <message>
        <source>分</source>
        <translation>points</translation>
    </message>
    <message>
        <source>倍</source>
        <translation>×</translation>
    </message>
</context>
<context>
    <name>_Override</name>
    <message>
        <source>改写健康度</source>
        <translation>Override health</translation>
    </message>
    <message>
        <source>撤掉</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>人工 {score}：{words}</source>
        <translation>By hand {score}: {words}</translation>
    </message>
    <message>
        <source>改写</source>
        <translation>Change</translation>
    </message>
</context>
</TS>
