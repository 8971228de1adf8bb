using System.ComponentModel;
using System.Diagnostics;

namespace RbmTheory.Compare.Tests.Support;

/// <summary>A fact about a disk of a given size, which only those who may mount one on Linux can make; skipped for
/// others.</summary>
internal sealed class TmpfsFactAttribute : FactAttribute
{
    public TmpfsFactAttribute()
    {
        if (!MayMount())
            Skip = "a small disk cannot be mounted here";
    }

    private static bool MayMount()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("unshare", ["--mount", "true"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return OperatingSystem.IsLinux() && process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
