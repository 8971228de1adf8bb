using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The gradient of the log-likelihood without sampling, (19)–(21), in double precision:
/// <code>
/// ∂L/∂w_iμ = ⟨v_i tanh I_μ⟩_data − ⟨v_i h_μ⟩_model,
/// ⟨v_i h_μ⟩_model = Σ_h p(h) h_μ tanh(Σ_λ w_iλ h_λ),    p(h) ∝ Π_i 2cosh(Σ_λ w_iλ h_λ).
/// </code>
/// For M = 1 the model term is tanh w_i (32). All results are laid out as the weights, [μ × N + i].
/// </summary>
public static class ExactGradient
{
    /// <summary>∂L/∂w_iμ over a data set, nats per unit of weight, length N × M.</summary>
    /// <param name="machine">N × M with M ≤ <see cref="Likelihood.MaximumHidden"/>.</param>
    /// <param name="data">Configurations of N spins.</param>
    /// <exception cref="ArgumentException">The data do not fit the machine, or there are too many hidden
    /// units.</exception>
    public static double[] Gradient(Rbm machine, SpinSet data)
    {
        double[] gradient = DataTerm(machine, data);
        double[] model = ModelTerm(machine);
        for (int i = 0; i < gradient.Length; i++)
            gradient[i] -= model[i];
        return gradient;
    }

    /// <summary>⟨v_i tanh I_μ⟩ over a data set, length N × M.</summary>
    /// <param name="machine">N × M, any M.</param>
    /// <param name="data">Configurations of N spins.</param>
    /// <exception cref="ArgumentException">The data do not fit the machine.</exception>
    public static double[] DataTerm(Rbm machine, SpinSet data)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(data);
        Require.Length(data.Sites, machine.Sites);
        double[] term = new double[machine.Weights.Length];
        for (int sample = 0; sample < data.Samples; sample++)
        {
            sbyte[] visible = Likelihood.Spins(data, sample);
            for (int mu = 0; mu < machine.Hidden; mu++)
            {
                double mean = Math.Tanh(Likelihood.HiddenInput(machine, mu, visible)) / data.Samples;
                for (int i = 0; i < visible.Length; i++)
                    term[mu * machine.Sites + i] += visible[i] * mean;
            }
        }

        return term;
    }

    /// <summary>⟨v_i h_μ⟩ of the model, by the sum over its hidden states, length N × M.</summary>
    /// <param name="machine">N × M with M ≤ <see cref="Likelihood.MaximumHidden"/>.</param>
    /// <exception cref="ArgumentException">There are too many hidden units.</exception>
    public static double[] ModelTerm(Rbm machine)
    {
        var states = new HiddenStates(machine);
        double[] term = new double[machine.Weights.Length];
        double largest = double.NegativeInfinity, norm = 0;
        for (int state = 0; state < states.Count; state++)
        {
            double logWeight = states.MoveTo(state);
            if (logWeight > largest)
            {
                double shrink = Math.Exp(largest - logWeight);
                norm *= shrink;
                Scale(term, shrink);
                largest = logWeight;
            }

            double weight = Math.Exp(logWeight - largest);
            norm += weight;
            AddState(states, state, weight, term);
        }

        Scale(term, 1 / norm);
        return term;
    }

    private static void AddState(HiddenStates states, int state, double weight, Span<double> term)
    {
        double[] inputs = states.Inputs;
        for (int i = 0; i < inputs.Length; i++)
        {
            double mean = weight * Math.Tanh(inputs[i]);
            for (int mu = 0; mu * inputs.Length < term.Length; mu++)
                term[mu * inputs.Length + i] += states.Spin(state, mu) * mean;
        }
    }

    private static void Scale(Span<double> values, double factor)
    {
        foreach (ref double value in values)
            value *= factor;
    }
}
