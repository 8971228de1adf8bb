namespace RbmTheory.Theory.MeanField;

/// <summary>
/// The law of the components û of a mode, independent, symmetric and of variance 1: u_i = û_i/√N. It is given as a
/// mixture of Gaussian numbers, û = c_k + √z_k g with probability p_k, g of mean 0 and variance 1: of z_k = 0, any law
/// on points; of c_k = 0, a Gaussian number whose variance is itself drawn.
/// </summary>
/// <remarks>
/// n modes of one strength that condense alike, m_1 = … = m_n, act as one: with m̂ = √n m the equations of all of them
/// are those of a single mode of components Ŝ = (û_1 + … + û_n)/√n. Of Gaussian modes Ŝ is what û was, and any
/// direction among them is as good as another.
/// </remarks>
public sealed class ModeLaw
{
    private readonly (double Probability, double Offset, double Variance)[] _parts;

    private ModeLaw(string name, (double Probability, double Offset, double Variance)[] parts)
    {
        Name = name;
        _parts = parts;
    }

    /// <summary>Gaussian components.</summary>
    public static ModeLaw Gaussian { get; } = new("Gaussian", [(1, 0, 1)]);

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>⟨û⁴⟩: 3 of Gaussian components, 1 of signs, 6 of Laplace's.</summary>
    public double FourthMoment => Moment(part => Math.Pow(part.Offset, 4)
        + (6 * part.Offset * part.Offset * part.Variance) + (3 * part.Variance * part.Variance));

    /// <summary>The parts of the mixture; those at −c are left out, as every mean that is asked for is even.</summary>
    internal ReadOnlySpan<(double Probability, double Offset, double Variance)> Parts => _parts;

    /// <summary>û = ±1, or the sum of several such over the root of their number.</summary>
    /// <param name="modes">n, how many modes of one strength condense alike; in [1, 60].</param>
    /// <exception cref="ArgumentException">The number is out of its range.</exception>
    public static ModeLaw Signs(int modes = 1)
    {
        Require.InRange(modes, 1, 60);
        List<(double, double, double)> parts = [];
        double probability = Math.Pow(0.5, modes);
        for (int minus = 0; 2 * minus <= modes; minus++)
        {
            int value = modes - (2 * minus);
            parts.Add((value == 0 ? probability : 2 * probability, value / Math.Sqrt(modes), 0));
            probability *= (modes - minus) / (minus + 1.0);
        }

        return new("signs", [.. parts]);
    }

    /// <summary>
    /// Laplace's law, ½√2 e^{−√2|û|}, or the sum of several such over the root of their number: Gaussian numbers whose
    /// variance Z has the density of the sum of n exponential numbers of mean 1/n.
    /// </summary>
    /// <remarks>
    /// ∫dz z^{n−1}e^{−z}f(z)/Γ(n) by the trapezoidal rule in t, z = exp(t − e^{−t}): both ends fall faster than any
    /// exponential, and an f whose scale is 1/a has its singularities at the same height for every a. The step is a
    /// fifth of the width of the density of ln z.
    /// </remarks>
    /// <param name="modes">n, how many modes of one strength condense alike; in [1, 60].</param>
    /// <exception cref="ArgumentException">The number is out of its range.</exception>
    public static ModeLaw Laplace(int modes = 1)
    {
        Require.InRange(modes, 1, 60);
        double step = 0.2 / Math.Sqrt(modes);
        double logGamma = Enumerable.Range(1, modes - 1).Sum(k => Math.Log(k));
        List<(double Probability, double Offset, double Variance)> parts = [];
        for (int k = (int)(-5 / step); k * step <= 6; k++)
        {
            double t = k * step, logZ = t - Math.Exp(-t), z = Math.Exp(logZ);
            double probability = step * (1 + Math.Exp(-t)) * Math.Exp((modes * logZ) - z - logGamma);
            if (probability > 1e-18)
                parts.Add((probability, 0, z / modes));
        }

        return new("Laplace", [.. parts]);
    }

    /// <summary>Any symmetric law on points.</summary>
    /// <param name="values">|û|, each finite and ≥ 0: the law has a value and its negative alike.</param>
    /// <param name="probabilities">Their probabilities, as many, finite and ≥ 0, of sum 1, with ⟨û²⟩ = 1, both to
    /// 1e−9.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static ModeLaw OnPoints(IReadOnlyList<double> values, IReadOnlyList<double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(probabilities);
        Require.Length(probabilities.Count, values.Count);
        ModeLaw law = new("points", [.. values.Zip(probabilities,
            (value, p) => (Require.NonNegative(p), Require.NonNegative(value), 0.0))]);
        double sum = law.Moment(_ => 1), square = law.Moment(part => part.Offset * part.Offset);
        return Math.Abs(sum - 1) > 1e-9 ? throw Require.Error("sum of the probabilities", sum, "1")
            : Math.Abs(square - 1) > 1e-9 ? throw Require.Error("variance", square, "1") : law;
    }

    private double Moment(Func<(double Probability, double Offset, double Variance), double> of)
        => _parts.Sum(part => part.Probability * of(part));
}
