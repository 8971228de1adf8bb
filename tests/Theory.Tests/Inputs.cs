using System.Globalization;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Theory.Tests;

/// <summary>β of a population, from nearly independent variables to strong order.</summary>
public readonly record struct Beta(double Value)
{
    public static implicit operator double(Beta beta) => beta.Value;
}

/// <summary>β over all that closed forms are asked for.</summary>
public readonly record struct AnyBeta(double Value)
{
    public static implicit operator double(AnyBeta beta) => beta.Value;
}

/// <summary>r = N/S, on both sides of 1.</summary>
public readonly record struct NoiseRatio(double Value)
{
    public static implicit operator double(NoiseRatio r) => r.Value;
}

/// <summary>A factor above 1, by 1e-6 at least: how far from a threshold, on either side of it.</summary>
public readonly record struct Factor(double Value)
{
    public static implicit operator double(Factor factor) => factor.Value;
}

/// <summary>κ of a bump.</summary>
public readonly record struct InverseWidth(double Value)
{
    public static implicit operator double(InverseWidth kappa) => kappa.Value;
}

/// <summary>L of a ring, above L₊ = 8.740…: both bumps are there.</summary>
public readonly record struct RingLength(double Value)
{
    public static implicit operator double(RingLength length) => length.Value;
}

/// <summary>A number in [0, 1], both ends included: a place in an interval that only the property knows.</summary>
public readonly record struct Fraction(double Value)
{
    public double Between(double from, double to) => from + ((to - from) * Value);
}

/// <summary>N, the sites of a ring.</summary>
public readonly record struct Sites(int Count)
{
    public static implicit operator int(Sites sites) => sites.Count;
}

/// <summary>S, the samples of a data set.</summary>
public readonly record struct SampleCount(int Count)
{
    public static implicit operator int(SampleCount samples) => samples.Count;
}

/// <summary>P, the states of a Potts variable.</summary>
public readonly record struct States(int Count)
{
    public static implicit operator int(States states) => states.Count;
}

/// <summary>An Ising ring and what is seen of it: β and r where rounding leaves z(m) some ten digits.</summary>
public readonly record struct SampledRing(double Beta, double NoiseRatio);

/// <summary>Eigenvalues of a population covariance, and their weights.</summary>
public sealed record Population(double[] Eigenvalues, double[] Weights)
{
    public override string ToString() => $"{Show.Numbers(Eigenvalues)} of weights {Show.Numbers(Weights)}";
}

/// <summary>A ring short enough to enumerate: two numbers of different primes, or coprime, so that neither a transpose
/// nor a wrong modulus can pass.</summary>
public readonly record struct PottsSize(int Sites, int States);

/// <summary>A ring short enough to enumerate, whose states are coupled up to a range.</summary>
public readonly record struct ShortRange(int Sites, int States, int Range);

/// <summary>A ring short enough to enumerate, and c(d) = c(P − d), of any sign.</summary>
public sealed record EvenCoupling(int Sites, double[] Values)
{
    public override string ToString() => $"N = {Sites}, c = {Show.Numbers(Values)}";
}

/// <summary>A ring short enough to enumerate, and a symmetric kernel without any other structure.</summary>
public sealed record SymmetricKernel(int Sites, double[,] Values)
{
    public override string ToString() => $"N = {Sites}, M = {Show.Numbers([.. Values.Cast<double>()])}";
}

/// <summary>Weights in [−1, 1] of one unit on a ring short enough to enumerate.</summary>
public sealed record OneUnit(double[] Weights)
{
    public int Sites => Weights.Length;

    public override string ToString() => Show.Numbers(Weights);
}

/// <summary>Weights in [−1, 1] of M units on a ring of up to 7 sites, unit after unit.</summary>
public sealed record RingWeights(int Sites, int Hidden, double[] Values)
{
    public override string ToString() => $"N = {Sites}, M = {Hidden}, w = {Show.Numbers(Values)}";
}

/// <summary>As <see cref="RingWeights"/>, of more than one unit.</summary>
public sealed record SeveralUnits(int Sites, int Hidden, double[] Values)
{
    public override string ToString() => $"N = {Sites}, M = {Hidden}, w = {Show.Numbers(Values)}";
}

/// <summary>As <see cref="RingWeights"/>, with the right side of a system of as many equations.</summary>
public sealed record RingSystem(int Sites, int Hidden, double[] Weights, double[] Right)
{
    public override string ToString()
        => $"N = {Sites}, M = {Hidden}, w = {Show.Numbers(Weights)}, right side {Show.Numbers(Right)}";
}

/// <summary>Weights in [−1, 1] of three units on a ring of 11 sites, unit after unit.</summary>
public sealed record LinearStart(double[] Values)
{
    public override string ToString() => Show.Numbers(Values);
}

/// <summary>Weights in [−1, 1] of M units at 16 points of a line, unit after unit.</summary>
public sealed record LineWeights(int Hidden, double[] Values)
{
    public override string ToString() => $"M = {Hidden}, w = {Show.Numbers(Values)}";
}

/// <summary>c₀ + c₁ cos qx + c₂ sin qx + c₃ cos 2qx + c₄ sin 2qx, |c| ≤ 1.</summary>
public sealed record Wave(double[] Coefficients)
{
    public double At(double qx) => Coefficients[0] + (Coefficients[1] * Math.Cos(qx))
        + (Coefficients[2] * Math.Sin(qx)) + (Coefficients[3] * Math.Cos(2 * qx))
        + (Coefficients[4] * Math.Sin(2 * qx));

    public override string ToString() => Show.Numbers(Coefficients);
}

/// <summary>Numbers in [−1, 1], as many as a power of two from 16 on.</summary>
public sealed record Signal(double[] Values)
{
    public override string ToString() => Show.Numbers(Values);
}

/// <summary>A potential on 17 sites, within ±20.</summary>
public sealed record Potential(double[] Values)
{
    public override string ToString() => Show.Numbers(Values);
}

/// <summary>A machine of {0,1} or ±1 units, of up to 8 of them, with weights and fields in [−3, 3].</summary>
public sealed record AnyMachine(int Visible, int Hidden, TwoStateUnit VisibleUnit, TwoStateUnit HiddenUnit, double[] Numbers)
{
    public TwoStateMachine Machine
    {
        get
        {
            int bonds = Visible * Hidden;
            var weights = new double[Visible, Hidden];
            for (int k = 0; k < bonds; k++)
                weights[k / Hidden, k % Hidden] = Numbers[k];
            return new(VisibleUnit, HiddenUnit, weights, Numbers[bonds..(bonds + Visible)], Numbers[(bonds + Visible)..]);
        }
    }

    public override string ToString()
        => $"{Visible} {VisibleUnit.Name} × {Hidden} {HiddenUnit.Name}, w, a, b = {Show.Numbers(Numbers)}";
}

internal static class Show
{
    /// <summary>Every digit, so that a failing case can be typed in again.</summary>
    public static string Numbers(IEnumerable<double> values)
        => $"[{string.Join(", ", values.Select(x => x.ToString("R", CultureInfo.InvariantCulture)))}]";
}
