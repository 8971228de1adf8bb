using System.Text.Json;

namespace RbmTheory.Compare.Tests.Support;

/// <summary>The words of a command line, most of them words that the program knows.</summary>
public sealed record Words(string[] Values)
{
    public override string ToString() => JsonSerializer.Serialize(Values);
}

/// <summary>The text of a plan: an object of known keys for the most part, or any text.</summary>
public sealed record PlanText(string Value);

/// <summary>The text of a source of data, made of the parts that one may have.</summary>
public sealed record DataText(string Value);

/// <summary>c₀ + c₁x + c₂x², |c| ≤ 10.</summary>
public readonly record struct Parabola(double Constant, double Slope, double Curvature)
{
    public double At(double x) => Constant + (Slope * x) + (Curvature * x * x);
}

/// <summary>Words of any letters with blanks between them.</summary>
public sealed record RunningText(string Value);

/// <summary>The width of a line, 5 to 500 points.</summary>
public readonly record struct LineWidth(double Points);
