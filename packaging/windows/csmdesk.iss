; Installer for Windows: for one user, without an administrator, upgrading in place. Inno Setup 6.3 or newer.
;
;   iscc /DVersion=… packaging\windows\csmdesk.iss
;
; Books are never touched: neither by upgrading nor by removing.

#ifndef Version
  #error say the version: iscc /DVersion=...
#endif

[Setup]
AppId={{6B1E0B0E-6C0E-4B6B-9C53-3B0C7C1D5A41}
AppName=csmdesk
AppVersion={#Version}
AppVerName=csmdesk {#Version}
AppPublisher=csmdesk
VersionInfoVersion={#Version}
DefaultDirName={localappdata}\Programs\csmdesk
DefaultGroupName=csmdesk
DisableProgramGroupPage=yes
DisableDirPage=auto
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputDir=..\..\dist
OutputBaseFilename=csmdesk-{#Version}-setup
SetupIconFile=..\..\build\made\csmdesk.ico
UninstallDisplayIcon={app}\csmdesk.exe
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
; The window saves and closes before its files are replaced.
CloseApplications=yes
RestartApplications=no

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
#if FileExists(AddBackslash(CompilerPath) + "Languages\ChineseSimplified.isl")
Name: "zh"; MessagesFile: "compiler:Languages\ChineseSimplified.isl"
#endif

[CustomMessages]
en.BookType=csmdesk book
en.DesktopIcon=Put an icon on the desktop
en.StartNow=Open csmdesk
#if FileExists(AddBackslash(CompilerPath) + "Languages\ChineseSimplified.isl")
zh.BookType=csmdesk 客户书
zh.DesktopIcon=在桌面放一个图标
zh.StartNow=打开 csmdesk
#endif

[Tasks]
Name: "desktopicon"; Description: "{cm:DesktopIcon}"; Flags: unchecked

[InstallDelete]
; Parts of an older version would stay beside the new ones otherwise.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\csmdesk\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

; Without an AppUserModelID the taskbar knows windows and pinned icons by the program's file, which stays where it is.
[Icons]
Name: "{group}\csmdesk"; Filename: "{app}\csmdesk.exe"
Name: "{userdesktop}\csmdesk"; Filename: "{app}\csmdesk.exe"; Tasks: desktopicon

[Registry]
Root: HKCU; Subkey: "Software\Classes\.csmdesk"; ValueType: string; ValueData: "csmdesk.book"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\csmdesk.book"; ValueType: string; ValueData: "{cm:BookType}"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\csmdesk.book\DefaultIcon"; ValueType: string; ValueData: "{app}\csmdesk.exe,0"
Root: HKCU; Subkey: "Software\Classes\csmdesk.book\shell\open\command"; ValueType: string; ValueData: """{app}\csmdesk.exe"" ""%1"""

[Run]
Filename: "{app}\csmdesk.exe"; Description: "{cm:StartNow}"; Flags: nowait postinstall skipifsilent
