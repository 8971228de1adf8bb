using RbmTheory.Compare.Figures;

namespace RbmTheory.Compare.Tests.Support;

/// <summary>A fact that needs gnuplot, and is skipped where there is none.</summary>
internal sealed class GnuplotFactAttribute : FactAttribute
{
    internal static readonly bool IsThere = Gnuplot.Version() is not null;

    public GnuplotFactAttribute()
    {
        if (!IsThere)
            Skip = "gnuplot is not on the PATH";
    }
}

/// <summary>A theory that needs gnuplot, and is skipped where there is none.</summary>
internal sealed class GnuplotTheoryAttribute : TheoryAttribute
{
    public GnuplotTheoryAttribute()
    {
        if (!GnuplotFactAttribute.IsThere)
            Skip = "gnuplot is not on the PATH";
    }
}

/// <summary>A fact about POSIX signals, skipped on Windows.</summary>
internal sealed class PosixFactAttribute : FactAttribute
{
    public PosixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "there are no POSIX signals on Windows";
    }
}
