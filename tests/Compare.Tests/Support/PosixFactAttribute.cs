namespace RbmTheory.Compare.Tests.Support;

/// <summary>A fact about POSIX signals, skipped on Windows.</summary>
internal sealed class PosixFactAttribute : FactAttribute
{
    public PosixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "there are no POSIX signals on Windows";
    }
}
