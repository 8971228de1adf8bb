using System.Runtime.CompilerServices;

namespace RbmTheory;

/// <summary>
/// Guards of public parameters. Each failure is an <see cref="ArgumentException"/> whose message is one line that
/// names the parameter, its value and the allowed range: <c>beta = -1, but it should be a finite number &gt; 0</c>.
/// The file is compiled into every assembly, so that the two halves share no reference.
/// </summary>
internal static class Require
{
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => double.IsFinite(value) && value > 0 ? value : throw Error(name, value, "a finite number > 0");

    public static double NonNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => double.IsFinite(value) && value >= 0 ? value : throw Error(name, value, "a finite number >= 0");

    public static double Finite(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => double.IsFinite(value) ? value : throw Error(name, value, "a finite number");

    public static int InRange(
        int value, int minimum, int maximum, [CallerArgumentExpression(nameof(value))] string name = "")
        => value >= minimum && value <= maximum ? value : throw Error(name, value, $"in [{minimum}, {maximum}]");

    public static int AtLeast(int value, int minimum, [CallerArgumentExpression(nameof(value))] string name = "")
        => value >= minimum ? value : throw Error(name, value, $"at least {minimum}");

    public static void Length(int actual, int expected, [CallerArgumentExpression(nameof(actual))] string name = "")
    {
        if (actual != expected)
            throw Error(name, actual, $"exactly {expected}");
    }

    public static ArgumentException Error(string name, object value, string allowed)
        => new($"{name} = {value}, but it should be {allowed}");
}
