namespace RbmTheory.Compare.Digits;

/// <summary>Numbers of records with few digits, which keep the records small.</summary>
internal static class Significant
{
    /// <summary>A number to some significant digits; 0, infinity and what is no number as they are.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">How many, at least 1.</param>
    public static double Rounded(double value, int digits)
        => value == 0 || !double.IsFinite(value) ? value
            : Math.Round(value, Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15));
}
