using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// Averages that belong to the parameters of a machine, in double precision and laid out as <see cref="Parameters"/>:
/// ⟨v_x h_μ⟩, ⟨v_x⟩, ⟨h_μ⟩ and ⟨−∂U/∂λ⟩, or a difference of two such sets. An array that the machine does not have is
/// empty.
/// </summary>
public sealed class ParameterAverages
{
    internal ParameterAverages(Parameters shape)
    {
        Weights = new double[shape.Weights.Length];
        VisibleFields = new double[shape.VisibleFields.Length];
        HiddenFields = new double[shape.HiddenFields.Length];
        HiddenParameters = new double[shape.HiddenParameters.Length];
    }

    /// <summary>⟨v_x h_μ⟩ at [μ × width + x].</summary>
    public double[] Weights { get; }

    /// <summary>⟨v_x⟩.</summary>
    public double[] VisibleFields { get; }

    /// <summary>⟨h_μ⟩.</summary>
    public double[] HiddenFields { get; }

    /// <summary>⟨−∂U(h_μ)/∂λ_k⟩ at [μ × kinds + k].</summary>
    public double[] HiddenParameters { get; }

    /// <summary>The four arrays with the names of <see cref="Parameters.All"/>.</summary>
    public IReadOnlyList<(string Name, double[] Values)> All =>
    [
        ("weights", Weights), ("visibleFields", VisibleFields), ("hiddenFields", HiddenFields),
        ("hiddenParameters", HiddenParameters),
    ];

    /// <summary>Subtracts another set, number by number.</summary>
    /// <param name="other">Of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public void Subtract(ParameterAverages other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (((string name, double[] to), (_, double[] from)) in All.Zip(other.All))
        {
            Require.Length(from.Length, to.Length, $"length of {name}");
            for (int i = 0; i < to.Length; i++)
                to[i] -= from[i];
        }
    }

    /// <summary>Adds factor × average to a gradient, rounded to single precision once each.</summary>
    /// <param name="gradient">Of the same shape.</param>
    /// <param name="factor">+1 for the data, −1 for the model.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public void AddTo(Parameters gradient, double factor)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        foreach (((string name, double[] from), (_, float[] to)) in All.Zip(gradient.All))
        {
            Require.Length(to.Length, from.Length, $"length of {name}");
            for (int i = 0; i < to.Length; i++)
                to[i] = (float)(to[i] + factor * from[i]);
        }
    }
}
