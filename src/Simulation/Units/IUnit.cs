using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Units;

/// <summary>
/// A kind of unit: the values x it takes, its energy U(x), and what follows from its law (3) under an input I,
/// <code>p(x | I) = e^{−U(x) + x·I} / e^{Γ(I)},    Γ(I) = log Σ_x e^{−U(x) + x·I},    E[x | I] = ∂Γ/∂I.</code>
/// The field of a unit, −g·x in the energy, is no part of U: whoever calls adds g to I.
/// </summary>
/// <remarks>
/// A value is <see cref="Components"/> numbers. What a unit of one real number without parameters would leave as it is
/// has a default: such a unit is a name, Γ, U, a mean and a sampler. Every method is of one unit, stateless and safe on any thread. Means
/// and samples feed training: they are made of + − × ÷ √ and fused multiply-adds only, and have the same bits on every
/// machine. Γ and U do not, and are in double precision.
/// </remarks>
public interface IUnit
{
    /// <summary>What plans, files and error messages call it, such as <c>spin</c> or <c>potts:10</c>.</summary>
    string Name { get; }

    /// <summary>Numbers in a value x and in an input I: 1, or P where one of P colours is shown as a unit
    /// vector.</summary>
    int Components => 1;

    /// <summary>Learned numbers λ that U has beside the field: 0, or 1 for θ of the double well.</summary>
    int Parameters => 0;

    /// <summary>All values of a discrete unit, each of length <see cref="Components"/>; null where x is a real
    /// number.</summary>
    IReadOnlyList<float[]>? Values => null;

    /// <summary>Γ(I).</summary>
    /// <param name="input">I, length <see cref="Components"/>.</param>
    /// <param name="parameters">λ, length <see cref="Parameters"/>.</param>
    double LogPartition(ReadOnlySpan<double> input, ReadOnlySpan<float> parameters);

    /// <summary>U(x); +∞ or any number where x is no value of the unit.</summary>
    /// <param name="value">x, length <see cref="Components"/>.</param>
    /// <param name="parameters">λ, length <see cref="Parameters"/>.</param>
    double Energy(ReadOnlySpan<float> value, ReadOnlySpan<float> parameters);

    /// <summary>E[x | I].</summary>
    /// <param name="input">I, length <see cref="Components"/>.</param>
    /// <param name="parameters">λ, length <see cref="Parameters"/>.</param>
    /// <param name="mean">Receives the mean, length <see cref="Components"/>.</param>
    void Mean(ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, Span<float> mean);

    /// <summary>E[−∂U/∂λ | I] = ∂Γ/∂λ: what the gradient of the likelihood has for a parameter of a hidden
    /// unit.</summary>
    /// <param name="input">I, length <see cref="Components"/>.</param>
    /// <param name="parameters">λ, length <see cref="Parameters"/>.</param>
    /// <param name="mean">Receives the mean, length <see cref="Parameters"/>.</param>
    void ParameterMean(ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, Span<float> mean)
    {
    }

    /// <summary>Draws x from p(x | I).</summary>
    /// <param name="input">I, length <see cref="Components"/>.</param>
    /// <param name="parameters">λ, length <see cref="Parameters"/>.</param>
    /// <param name="stream">Where the random numbers come from.</param>
    /// <param name="value">Receives x, length <see cref="Components"/>.</param>
    void Sample(
        ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, ref RandomStream stream, Span<float> value);

    /// <summary>
    /// Takes out of the couplings of one unit what its law does not see, in place. Potts units subtract the mean over
    /// the colours (zero-sum gauge); for units of one component nothing is to be done.
    /// </summary>
    /// <param name="couplings">Weights or fields of one unit, length <see cref="Components"/>.</param>
    void ToGauge(Span<float> couplings)
    {
    }
}
