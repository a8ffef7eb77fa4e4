; WorkWell Desktop's setup. One script, two setups: MODE=user for one person, without rights of an administrator, and
; MODE=machine for IT, for everybody on the PC. The lists of files are generated (nsis.py); nothing else is ever
; deleted, and never a folder with what is in it.
;
; Given with -D: MODE, VERSION (1.2.3), NUMBERS (1.2.3.0), LISTS, OUTFILE, ICON, LICENCE, STUB, SIZE_KB, SIDE (a .bmp);
; and if wanted: FAST, TEST_ONLY, SIGN (a command that signs the file which is its last word)
;
; Command line: /S silent, /D=FOLDER (last, without quotes) another folder, /WAIT up to a minute for a running WorkWell to
; end, /OPEN start WorkWell afterwards (also when silent). Uninstaller: /S silent.
;
; Exit codes: 0 done, 1 stopped by the person, 2 a file could not be written, and these:
!define WRONG_WINDOWS 10   ; older than Windows 10 1809, or not 64-bit
!define NEWER_THERE 11     ; a newer version is installed
!define RUNNING 12         ; WorkWell is open
!define OLD_STUCK 13       ; the version that was there could not be taken away
!define OTHER_SCOPE 14     ; it is installed the other way: for everybody, or for this person
!define RIGHTS_NOT_SET 15  ; the folder of IT's policy file could not be kept for administrators

Target ${STUB}
Unicode true
SetDateSave off
SetDatablockOptimize on
!ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif

!include MUI2.nsh
!include LogicLib.nsh
!include x64.nsh
!include WinVer.nsh
!include FileFunc.nsh
!include WordFunc.nsh

!define PRODUCT "WorkWell Desktop"
!define PROGRAM "WorkWell.exe"
!define CONSOLE_PROGRAM "workwell-admin.exe"
!define UNINSTALLER "uninstall.exe"
!define OWN_KEY "Software\WorkWell"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\WorkWell"
!ifdef TEST_ONLY
  !define SHOWN "${PRODUCT} (TEST ONLY)"
!else
  !define SHOWN "${PRODUCT}"
!endif

Name "${SHOWN}"
OutFile "${OUTFILE}"
BrandingText "${SHOWN} ${VERSION}"
ManifestDPIAware true
ManifestSupportedOS Win10
XPStyle on
ShowInstDetails nevershow
ShowUninstDetails nevershow
AllowRootDirInstall false
!if "${MODE}" == "machine"
  RequestExecutionLevel admin
  InstallDir "$PROGRAMFILES64\WorkWell"
!else
  RequestExecutionLevel user
  InstallDir "$LOCALAPPDATA\Programs\WorkWell"
!endif

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=2057 "ProductName" "${SHOWN}"
VIAddVersionKey /LANG=2057 "FileDescription" "${SHOWN} setup (${MODE})"
VIAddVersionKey /LANG=2057 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2057 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2057 "CompanyName" "WorkWell Desktop contributors"
VIAddVersionKey /LANG=2057 "LegalCopyright" "MIT licence; other people's work inside: licenses\THIRD-PARTY.txt"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_WELCOMEPAGE_TITLE "${SHOWN} ${VERSION}"
!if "${MODE}" == "machine"
  !define MUI_WELCOMEPAGE_TEXT "This puts WorkWell on this PC for everybody who uses it.$\r$\n$\r$\nIt needs no network. What coaches recorded before is kept."
!else
  !define MUI_WELCOMEPAGE_TEXT "This puts WorkWell on this PC for you.$\r$\n$\r$\nIt needs no network and no administrator. What you recorded before is kept."
!endif
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_HEADER_TEXT "Licence"
!define MUI_PAGE_HEADER_SUBTEXT "WorkWell is free to use, to change and to pass on."
!define MUI_LICENSEPAGE_TEXT_TOP " "
!define MUI_LICENSEPAGE_TEXT_BOTTOM "There is nothing to fill in and nothing to pay. Choose Install to go on."
!define MUI_LICENSEPAGE_BUTTON "Install"
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "WorkWell is installed"
!define MUI_FINISHPAGE_TEXT "You find it in the Start menu as WorkWell."
!if "${MODE}" == "user" ; after the machine setup it would run with the rights of an administrator
  !define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
  !define MUI_FINISHPAGE_RUN_TEXT "Open WorkWell now"
!endif
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "This takes the program off this PC. What was recorded with it is kept."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

!ifdef SIGN
  !finalize '${SIGN} "%1"'
  !uninstfinalize '${SIGN} "%1"'
!endif

Var Waits
Var Before

!macro Refuse CODE WORDS
  MessageBox MB_OK|MB_ICONEXCLAMATION "${WORDS}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; A program that runs cannot be opened for writing. One that is not there is not made: the mode "a" would make it.
!macro RunsIn RESULT FOLDER NAME
  ${If} ${FileExists} "${FOLDER}\${NAME}"
    ClearErrors
    FileOpen $R9 "${FOLDER}\${NAME}" a
    ${If} ${Errors}
      StrCpy ${RESULT} 1
    ${Else}
      FileClose $R9
    ${EndIf}
    ClearErrors
  ${EndIf}
!macroend

!macro RefuseWhileOpen FOLDER WAITS
  StrCpy $Waits ${WAITS}
  ${Do}
    StrCpy $R8 0
    !insertmacro RunsIn $R8 "${FOLDER}" "${PROGRAM}"
    !insertmacro RunsIn $R8 "${FOLDER}" "${CONSOLE_PROGRAM}"
    ${If} $R8 == 0
    ${OrIf} $Waits == 0
      ${ExitDo}
    ${EndIf}
    Sleep 500
    IntOp $Waits $Waits - 1
  ${Loop}
  ${If} $R8 == 1
    !insertmacro Refuse ${RUNNING} "WorkWell is open. Please close it, then start this again."
  ${EndIf}
!macroend

!macro UseScope
  SetRegView 64
  !if "${MODE}" == "machine"
    SetShellVarContext all
  !else
    SetShellVarContext current
  !endif
!macroend

Function .onInit
  !insertmacro UseScope
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} 17763
    !insertmacro Refuse ${WRONG_WINDOWS} "WorkWell needs 64-bit Windows 10, version 1809 or later."
  ${EndIf}

  ; HKCU is that of the account which runs this: a setup for everybody cannot see other people's own copies.
  !if "${MODE}" == "machine"
    ReadRegStr $0 HKCU "${OWN_KEY}" "Folder"
    ${If} $0 != ""
    ${AndIf} ${FileExists} "$0\${PROGRAM}"
      !insertmacro Refuse ${OTHER_SCOPE} "WorkWell is already installed for you alone. Please take that off first (Settings, Apps). What you recorded is kept."
    ${EndIf}
  !else
    ReadRegStr $0 HKLM "${OWN_KEY}" "Folder"
    ${If} $0 != ""
    ${AndIf} ${FileExists} "$0\${PROGRAM}"
      !insertmacro Refuse ${OTHER_SCOPE} "WorkWell is already installed on this PC for everybody. You find it in the Start menu."
    ${EndIf}
  !endif

  ReadRegStr $Before SHCTX "${OWN_KEY}" "Folder"
  ReadRegStr $1 SHCTX "${OWN_KEY}" "Version"
  ${If} $Before != ""
  ${AndIf} ${FileExists} "$Before\${UNINSTALLER}"
    ${VersionCompare} "$1" "${VERSION}" $2
    ${If} $2 == 1
      !insertmacro Refuse ${NEWER_THERE} "WorkWell $1 is installed, which is newer than ${VERSION}. To go back, take it off first. What was recorded is kept, but an older WorkWell may not be able to open it: restore the copy made before the update."
    ${EndIf}
    StrCpy $INSTDIR $Before ; an upgrade stays where it is
  ${Else}
    StrCpy $Before ""
  ${EndIf}

  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/WAIT" $R1
  ${If} ${Errors}
    !insertmacro RefuseWhileOpen "$INSTDIR" 0
  ${Else}
    !insertmacro RefuseWhileOpen "$INSTDIR" 120
  ${EndIf}
FunctionEnd

!if "${MODE}" == "machine"
; Anybody may make a folder in ProgramData, so the one for IT's policy is taken over: it and the policy in it belong to
; administrators, who alone may write there; everybody reads. What only points somewhere else (a junction, a link) is
; refused, since its rights would be those of the other place. S-1-5-32-544 are administrators, S-1-5-18 is the system,
; S-1-5-32-545 are users.
!macro Icacls PATH WORDS
  nsExec::Exec '"$SYSDIR\icacls.exe" "${PATH}" ${WORDS} /Q'
  Pop $0
  ${If} $0 != 0
    !insertmacro Refuse ${RIGHTS_NOT_SET} "${PATH} could not be kept for administrators alone. Nothing was installed."
  ${EndIf}
!macroend
!macro RefusePointer PATH
  System::Call 'kernel32::GetFileAttributesW(w "${PATH}") i .r0'
  ${If} $0 != -1
    IntOp $0 $0 & 0x400 ; FILE_ATTRIBUTE_REPARSE_POINT
    ${If} $0 != 0
      !insertmacro Refuse ${RIGHTS_NOT_SET} "${PATH} points to another place. Nothing was installed."
    ${EndIf}
  ${EndIf}
!macroend
Section "-policy"
  !insertmacro RefusePointer "$APPDATA\WorkWell"
  CreateDirectory "$APPDATA\WorkWell"
  !insertmacro Icacls "$APPDATA\WorkWell" "/setowner *S-1-5-32-544"
  !insertmacro Icacls "$APPDATA\WorkWell" "/reset"
  !insertmacro Icacls "$APPDATA\WorkWell" "/inheritance:r /grant:r *S-1-5-32-544:(OI)(CI)F *S-1-5-18:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX"
  ${If} ${FileExists} "$APPDATA\WorkWell\policy.toml"
    !insertmacro RefusePointer "$APPDATA\WorkWell\policy.toml"
    !insertmacro Icacls "$APPDATA\WorkWell\policy.toml" "/setowner *S-1-5-32-544"
    !insertmacro Icacls "$APPDATA\WorkWell\policy.toml" "/reset"
  ${EndIf}
SectionEnd
!endif

Section "-program"
  SetOverwrite on
  ${If} $Before != ""
    ; The old uninstaller knows its own files. It runs from elsewhere, so that it can be waited for and deletes itself.
    InitPluginsDir
    CopyFiles /SILENT "$Before\${UNINSTALLER}" "$PLUGINSDIR\before.exe"
    ClearErrors
    ExecWait '"$PLUGINSDIR\before.exe" /S /UPGRADE _?=$Before' $0
    ${If} ${Errors}
    ${OrIf} $0 != 0
    ${OrIf} ${FileExists} "$Before\${PROGRAM}"
      !insertmacro Refuse ${OLD_STUCK} "The WorkWell that is installed could not be replaced. Restart the PC, then start this again. What was recorded is kept."
    ${EndIf}
    Delete "$PLUGINSDIR\before.exe"
  ${EndIf}

  DetailPrint "Putting the program in place. This takes about a minute."
  SetDetailsPrint none
  !include "${LISTS}\install.nsh"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\${UNINSTALLER}"
  CreateShortCut "$SMPROGRAMS\WorkWell.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0 SW_SHOWNORMAL "" "For work and health coaches"

  WriteRegStr SHCTX "${OWN_KEY}" "Folder" "$INSTDIR"
  WriteRegStr SHCTX "${OWN_KEY}" "Version" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${SHOWN}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "WorkWell Desktop contributors"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

Function .onInstFailed
  SetErrorLevel 2
FunctionEnd

Function .onInstSuccess
  !if "${MODE}" == "user"
    ${GetParameters} $R0
    ClearErrors
    ${GetOptions} $R0 "/OPEN" $R1
    ${IfNot} ${Errors}
      Exec '"$INSTDIR\${PROGRAM}"'
    ${EndIf}
  !endif
FunctionEnd

Function un.onInit
  !insertmacro UseScope
  !insertmacro RefuseWhileOpen "$INSTDIR" 0
FunctionEnd

Section "Uninstall"
  DetailPrint "Taking the program off. What was recorded is kept."
  SetDetailsPrint none
  !include "${LISTS}\uninstall.nsh"
  Delete "$INSTDIR\${UNINSTALLER}"
  RMDir "$INSTDIR" ; goes only when it is empty
  Delete "$SMPROGRAMS\WorkWell.lnk"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/UPGRADE" $R1
  ${If} ${Errors} ; a newer version that is about to be put in place keeps these
    DeleteRegKey SHCTX "${UNINSTALL_KEY}"
    DeleteRegKey SHCTX "${OWN_KEY}"
    !if "${MODE}" == "machine"
      MessageBox MB_OK|MB_ICONINFORMATION "WorkWell is off this PC. What each coach recorded is kept, in %LOCALAPPDATA%\WorkWell of each person and wherever they put their vaults. IT's policy file stays in $APPDATA\WorkWell." /SD IDOK
    !else
      MessageBox MB_OK|MB_ICONINFORMATION "WorkWell is off this PC. What you recorded is kept in $LOCALAPPDATA\WorkWell (and wherever you put vaults yourself). Install WorkWell again to open it, or delete that folder to be rid of it." /SD IDOK
    !endif
  ${EndIf}
SectionEnd
