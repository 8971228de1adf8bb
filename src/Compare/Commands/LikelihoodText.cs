using System.Globalization;
using RbmTheory.Compare.Training;

namespace RbmTheory.Compare.Commands;

/// <summary>Log-likelihoods and times in words.</summary>
public static class LikelihoodText
{
    /// <summary>What a quantity is called.</summary>
    /// <param name="name">Name in records, with or without train or test before it.</param>
    public static string NameOf(string name)
        => name.EndsWith("PseudoLogLikelihood", StringComparison.Ordinal) ? "pseudo-log-likelihood"
            : "log-likelihood";

    /// <summary>The latest values of some curves, for a line of progress; empty where there are none.</summary>
    /// <param name="curves">The curves.</param>
    public static string Latest(TrainingCurves curves)
    {
        (string Name, double Value)[] latest =
            [.. curves.Latest.Where(c => c.Name.EndsWith("LogLikelihood", StringComparison.Ordinal))];
        return latest.Length == 0 ? ""
            : $"{NameOf(latest[0].Name)} {string.Join(", ", latest.Select(c => (c.Name.StartsWith("test",
                StringComparison.Ordinal) ? "test " : "") + c.Value.ToString("F4", CultureInfo.InvariantCulture)))}";
    }

    /// <summary>A time as hours, minutes and seconds.</summary>
    /// <param name="time">The time.</param>
    public static string Clock(TimeSpan time)
        => time.TotalDays >= 1
            ? $"{time.TotalDays:F1} days"
            : time.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture);
}
