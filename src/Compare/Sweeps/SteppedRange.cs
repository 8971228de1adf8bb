using System.Globalization;
using System.Text.RegularExpressions;

namespace RbmTheory.Compare.Sweeps;

/// <summary>
/// Numbers at equal steps as a plan writes them, <c>0.3..1.0 by 0.1</c> or <c>1..25</c>: from the first on, up to the
/// last or to what does not pass it. The step is 1 unless given, and below 0 where the numbers fall. They are decimal,
/// so that 0.1 added up stays what is written.
/// </summary>
/// <param name="First">The first number.</param>
/// <param name="Step">The step, not 0, towards the last.</param>
/// <param name="Count">How many; at least 1.</param>
public sealed partial record SteppedRange(decimal First, decimal Step, decimal Count)
{
    /// <summary>The numbers, each in its shortest spelling.</summary>
    public IEnumerable<string> Texts
    {
        get
        {
            for (decimal i = 0; i < Count; i++)
                yield return (First + i * Step).ToString("0.############################", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Whether a text looks like a range.</summary>
    /// <param name="text">The text.</param>
    public static bool IsOne(string text) => Pattern().IsMatch(text);

    /// <summary>Reads a range.</summary>
    /// <param name="text">A text that looks like one.</param>
    /// <exception cref="FormatException">It names no numbers; one line says why.</exception>
    public static SteppedRange Parse(string text)
    {
        Match match = Pattern().Match(text);
        if (!match.Success)
            throw new FormatException("it should be a range such as 0.3..1.0 by 0.1, or 1..25");
        decimal first = Number(match.Groups["first"].Value), last = Number(match.Groups["last"].Value);
        decimal step = match.Groups["step"].Success ? Number(match.Groups["step"].Value) : 1;
        if (step == 0)
            throw new FormatException("the step of a range should not be 0");
        if (first != last && step > 0 != last > first)
            throw new FormatException($"the range is empty: a step of {step} leads from {first} away from {last}; it "
                + $"should be {(last > first ? "above" : "below")} 0");
        try
        {
            return new(first, step, Math.Floor((last - first) / step) + 1);
        }
        catch (OverflowException)
        {
            throw new FormatException("a range should have fewer numbers");
        }
    }

    private static decimal Number(string text)
        => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value)
            ? value : throw new FormatException($"{text} in a range should be a number below 7.9E+28");

    [GeneratedRegex(@"\A\s*(?<first>[-+]?[0-9.]+?(?:[eE][-+]?[0-9]+)?)\s*\.\.\s*(?<last>[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)"
        + @"(?:\s+by\s+(?<step>[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?))?\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
