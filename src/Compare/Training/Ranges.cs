using System.Globalization;
using System.Runtime.CompilerServices;

namespace RbmTheory.Compare.Training;

/// <summary>The whole numbers from a smallest to a largest one.</summary>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
public readonly record struct WholeRange(ulong Minimum, ulong Maximum)
{
    /// <summary>The range in words, for error messages.</summary>
    public string Allowed => $"a whole number in [{Minimum}, {Maximum}]";

    /// <summary>Gives back a value that is in the range.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The property that is set to it.</param>
    /// <exception cref="ArgumentException">It is out of the range.</exception>
    public int Check(int value, [CallerMemberName] string name = "")
        => value >= 0 && Contains((ulong)value) ? value : throw Require.Error(name, value, Allowed);

    /// <summary>The number that a text is; null where it is none, or out of the range.</summary>
    /// <param name="text">The text: digits alone.</param>
    public ulong? Read(string text)
        => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) && Contains(value)
            ? value : null;

    private bool Contains(ulong value) => value >= Minimum && value <= Maximum;
}

/// <summary>The real numbers above a lower bound, up to a largest one.</summary>
/// <param name="Above">The lower bound, itself not allowed.</param>
/// <param name="Maximum">The largest.</param>
public readonly record struct RealRange(double Above, double Maximum)
{
    /// <summary>The range in words, for error messages.</summary>
    public string Allowed => $"a number in ({Above}, {Maximum}]";

    /// <summary>Gives back a value that is in the range.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The property that is set to it.</param>
    /// <exception cref="ArgumentException">It is out of the range.</exception>
    public double Check(double value, [CallerMemberName] string name = "")
        => Contains(value) ? value : throw Require.Error(name, value, Allowed);

    /// <summary>Gives back a value that is in the range, or none.</summary>
    /// <param name="value">The value; null for none.</param>
    /// <param name="name">The property that is set to it.</param>
    /// <exception cref="ArgumentException">It is out of the range.</exception>
    public double? Check(double? value, [CallerMemberName] string name = "")
        => value is double number ? Check(number, name) : null;

    /// <summary>The number that a text is; null where it is none, or out of the range.</summary>
    /// <param name="text">The text.</param>
    public double? Read(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && Contains(value) ? value : null;

    private bool Contains(double value) => value > Above && value <= Maximum;
}
