/* WorkWell.exe and workwell-admin.exe: they load Python from the runtime folder beside them and start one module.
 *
 * Nothing is searched for: Python is loaded by its full path, and every other library is looked for in Windows' own
 * folder and in those that we name. What stands in the environment or in the current folder plays no part: the file
 * runtime\python3xx._pth makes Python ignore both.
 *
 * Given on the command line: PYTHON_DLL (L"python312.dll"), MODULE (L"workwell_desktop"), WINDOWED (1 without a console).
 */
#define WIN32_LEAN_AND_MEAN
#define _WIN32_WINNT 0x0A00
#include <windows.h>
#include <shellapi.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST_PATH 32768
#define NOT_STARTED 70

typedef int (*py_main)(int, wchar_t **);

static int refuse(const wchar_t *why)
{
#if WINDOWED
    MessageBoxW(NULL, why, L"WorkWell Desktop", MB_OK | MB_ICONERROR);
#else
    DWORD written;
    HANDLE err = GetStdHandle(STD_ERROR_HANDLE);
    if (!WriteConsoleW(err, why, (DWORD)wcslen(why), &written, NULL)) {
        char text[512];
        int length = WideCharToMultiByte(CP_UTF8, 0, why, -1, text, sizeof text, NULL, NULL);
        if (length > 1)
            WriteFile(err, text, (DWORD)(length - 1), &written, NULL);
    }
#endif
    return NOT_STARTED;
}

#if WINDOWED
/* Asked from a console, --version and the like answer there. Double-clicked there is none, and nothing happens. */
static void borrow_console(int given)
{
    HANDLE console;
    if (given < 2 || GetStdHandle(STD_OUTPUT_HANDLE) != NULL || !AttachConsole(ATTACH_PARENT_PROCESS))
        return;
    console = CreateFileW(L"CONOUT$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                          OPEN_EXISTING, 0, NULL);
    if (console != INVALID_HANDLE_VALUE) {
        SetStdHandle(STD_OUTPUT_HANDLE, console);
        SetStdHandle(STD_ERROR_HANDLE, console);
    }
}
#endif

static int start(int given, wchar_t **words)
{
    static wchar_t own[LONGEST_PATH], folder[LONGEST_PATH], library[LONGEST_PATH];
    /* Qt's plugins look for Qt's libraries, and are not Python's modules: Python's own list of folders is not theirs. */
    static const wchar_t *beside[] = {L"\\runtime", L"\\lib\\PySide6", L"\\lib\\shiboken6"};
    static wchar_t *fixed[] = {L"-B", L"-X", L"utf8", L"-X", L"workwell", L"-m", MODULE};
    const int first = (int)(sizeof fixed / sizeof *fixed);
    wchar_t **all, *end;
    DWORD length = GetModuleFileNameW(NULL, own, LONGEST_PATH);
    HMODULE python;
    py_main run;
    int i;

    if (length == 0 || length >= LONGEST_PATH - 64 || (end = wcsrchr(own, L'\\')) == NULL)
        return refuse(L"WorkWell cannot tell which folder it lies in. Please install it in another folder.\n");
    wcsncpy(folder, own, (size_t)(end - own));
    SetDllDirectoryW(L"");
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_SYSTEM32 | LOAD_LIBRARY_SEARCH_USER_DIRS);
    for (i = 0; i < (int)(sizeof beside / sizeof *beside); i++) {
        wcscpy(library, folder);
        wcscat(library, beside[i]);
        AddDllDirectory(library);
    }
    wcscpy(library, folder);
    wcscat(library, L"\\runtime\\");
    wcscat(library, PYTHON_DLL);
    python = LoadLibraryExW(library, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32);
    run = python ? (py_main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    all = calloc((size_t)(given + first + 1), sizeof *all);
    if (run == NULL || all == NULL)
        return refuse(L"WorkWell is not whole: a part of it is missing. Please install it again. "
                      L"What you recorded is not touched by that.\n");
    all[0] = own;
    for (i = 0; i < first; i++)
        all[1 + i] = fixed[i];
    for (i = 1; i < given; i++)
        all[first + i] = words[i];
    return run(given + first, all);
}

#if WINDOWED
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, PWSTR line, int show)
{
    int given = 0;
    wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &given);
    (void)instance, (void)before, (void)line, (void)show;
    if (words == NULL)
        return NOT_STARTED;
    borrow_console(given);
    return start(given, words);
}
#else
int wmain(int given, wchar_t **words)
{
    return start(given, words);
}
#endif
