namespace RbmTheory.Compare.Lab;

/// <summary>
/// A setting that the reader is told: a part of a row of the table of parameters. Settings of one label share a row.
/// </summary>
/// <param name="label">The name of the row.</param>
/// <param name="format">The part, with {0} for the value: <c>ν = {0}</c>; the elements of a list have commas between.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ShownAttribute(string label, string format = "{0}") : Attribute
{
    /// <summary>The name of the row.</summary>
    public string Label { get; } = label;

    /// <summary>The part, with {0} for the value.</summary>
    public string Format { get; } = format;
}
