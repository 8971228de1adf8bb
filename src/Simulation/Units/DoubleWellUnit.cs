using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Units;

/// <summary>
/// Real h with U(h) = ½h² + θ|h| and θ learned: θ &lt; 0 gives two wells at ±|θ|, θ = 0 is the Gaussian unit. Either
/// sign of h has the weight e^{−h²/2 − x|h|}, of slope x = θ − I for h > 0 and θ + I for h &lt; 0, so that with the
/// Mills ratio R
/// <code>e^Γ = R(θ − I) + R(θ + I),    E[h | I] = ∂Γ/∂I,    E[−|h| | I] = ∂Γ/∂θ.</code>
/// </summary>
/// <remarks>
/// <para>The likelier side is the one of the sign of I; everything is done for |I|, and h → −h where I &lt; 0. The
/// means are those of two <see cref="HalfGaussian"/>s.</para>
/// <para>Samples are drawn by rejection and are exact. A trial is accepted with probability ½ or more, 0.76 or more
/// where |I| &lt; θ.</para>
/// </remarks>
public sealed class DoubleWellUnit : IUnit
{
    private DoubleWellUnit()
    {
    }

    /// <summary>The one instance.</summary>
    public static DoubleWellUnit Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "double-well";

    /// <inheritdoc/>
    public int Components => 1;

    /// <inheritdoc/>
    public int Parameters => 1;

    /// <inheritdoc/>
    public IReadOnlyList<float[]>? Values => null;

    /// <inheritdoc/>
    public double LogPartition(ReadOnlySpan<double> input, ReadOnlySpan<float> parameters)
    {
        double magnitude = Math.Abs(input[0]), theta = parameters[0];
        HalfGaussian likely = new(theta - magnitude), rare = new(theta + magnitude);
        return likely.Exponent + PortableMath.Log(likely.Scale)
            + PortableMath.Log(1 + Odds(likely, rare, magnitude, theta));
    }

    /// <inheritdoc/>
    public double Energy(ReadOnlySpan<float> value, ReadOnlySpan<float> parameters)
        => (double)value[0] * value[0] / 2 + (double)parameters[0] * Math.Abs(value[0]);

    /// <inheritdoc/>
    public void Mean(ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, Span<float> mean)
    {
        var (likely, rare) = Shares(Math.Abs((double)input[0]), parameters[0]);
        mean[0] = (float)(input[0] < 0 ? rare - likely : likely - rare);
    }

    /// <inheritdoc/>
    public void ParameterMean(ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, Span<float> mean)
    {
        var (likely, rare) = Shares(Math.Abs((double)input[0]), parameters[0]);
        mean[0] = (float)-(likely + rare);
    }

    /// <inheritdoc/>
    public void Sample(
        ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, ref RandomStream stream, Span<float> value)
    {
        double magnitude = Math.Abs((double)input[0]), theta = parameters[0];
        double h = theta < 0 ? SampleWells(magnitude, theta, ref stream)
            : theta <= magnitude ? SampleKink(magnitude, theta, ref stream)
            : SampleCusp(magnitude, theta, ref stream);
        value[0] = (float)(input[0] < 0 ? -h : h);
    }

    /// <summary>θ &lt; 0: e^{|θ||h|} is the larger of e^{±|θ|h}, at most their sum. With the sum, h is a mixture of
    /// normal laws at |I| ± |θ| with weights e^{±|I||θ|}; a number on the side of its own well is kept.</summary>
    private static double SampleWells(double magnitude, double theta, ref RandomStream stream)
    {
        double odds = PortableMath.Exp(2 * magnitude * theta);
        while (true)
        {
            bool likely = stream.NextDouble() * (1 + odds) < 1;
            double h = (likely ? magnitude - theta : magnitude + theta) + stream.NextGaussian();

            // Written so that NaN ends the loop, here and below.
            if (likely ? !(h < 0) : !(h > 0))
                return h;
        }
    }

    /// <summary>0 ≤ θ ≤ |I|: the normal law at |I| − θ is right where h > 0; below 0 it lacks e^{2θh}.</summary>
    private static double SampleKink(double magnitude, double theta, ref RandomStream stream)
    {
        while (true)
        {
            double h = magnitude - theta + stream.NextGaussian();
            if (!(theta * h < 0) || stream.NextDouble() < PortableMath.Exp(2 * theta * h))
                return h;
        }
    }

    /// <summary>
    /// |I| &lt; θ: both slopes x are positive, and
    /// <code>e^{−h²/2 − x|h|} = e^{1/(2α²)} e^{−α|h|} e^{−(|h| − 1/α)²/2},</code>
    /// where α = (x + √(x² + 4))/2, α − x = 1/α.
    /// An exponential number of the rate α, which is the best one (Robert, Stat. Comput. 5, 121, 1995), is kept with
    /// the probability given by the last factor; its side is drawn by the weights e^{1/(2α²)}/α.
    /// </summary>
    private static double SampleCusp(double magnitude, double theta, ref RandomStream stream)
    {
        double likelyLength = Length(theta - magnitude), rareLength = Length(theta + magnitude);
        double likelyWeight = likelyLength * PortableMath.Exp(likelyLength * likelyLength / 2);
        double rareWeight = rareLength * PortableMath.Exp(rareLength * rareLength / 2);
        while (true)
        {
            bool likely = stream.NextDouble() * (likelyWeight + rareWeight) < likelyWeight;
            double length = likely ? likelyLength : rareLength;

            // 1 − u is in (0, 1], where the logarithm is finite.
            double steps = -PortableMath.Log(1 - stream.NextDouble());
            double offset = length * (steps - 1);
            if (!(stream.NextDouble() >= PortableMath.Exp(-offset * offset / 2)))
                return likely ? length * steps : -length * steps;
        }

        static double Length(double slope) => 2 / (slope + Math.Sqrt(slope * slope + 4));
    }

    /// <summary>E[|h|; h on the side of I] and the same of the other side: probability times mean.</summary>
    private static (double Likely, double Rare) Shares(double magnitude, double theta)
    {
        HalfGaussian likely = new(theta - magnitude), rare = new(theta + magnitude);
        double odds = Odds(likely, rare, magnitude, theta), probability = 1 / (1 + odds);
        return (probability * likely.Mean, probability * odds * rare.Mean);
    }

    /// <summary>R(θ + |I|) / R(θ − |I|), at most 1.</summary>
    private static double Odds(in HalfGaussian likely, in HalfGaussian rare, double magnitude, double theta)
    {
        // Where both slopes are negative the difference of the exponents, as written, keeps its digits.
        double gap = rare.Exponent > 0 ? -2 * magnitude * theta : likely.Exponent;
        return rare.Scale / likely.Scale * PortableMath.Exp(-gap);
    }
}
