using System.Numerics;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// Walks through the hidden states h with h_0 = +1; those with h_0 = −1 are their mirror images, with equal weight. For
/// each it holds the visible inputs I_i = Σ_μ w_iμ h_μ and log Π_i 2cosh I_i, in double precision.
/// </summary>
/// <remarks>
/// States are numbered with the last unit as the lowest bit, and the partial sums over the units before each one are
/// kept: the next state redoes two additions per site on average, and no rounding error piles up along the walk.
/// </remarks>
internal sealed class HiddenStates
{
    private readonly Rbm _machine;
    private readonly double[][] _partialInputs;

    public HiddenStates(Rbm machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        Require.InRange(machine.Hidden, 1, Likelihood.MaximumHidden);
        _machine = machine;
        _partialInputs = Enumerable.Range(0, machine.Hidden).Select(_ => new double[machine.Sites]).ToArray();
        for (int i = 0; i < machine.Sites; i++)
            _partialInputs[0][i] = machine.Weights[i];
    }

    /// <summary>Number of states visited, 2^{M−1}.</summary>
    public int Count => 1 << (_machine.Hidden - 1);

    /// <summary>I_i of the present state.</summary>
    public double[] Inputs => _partialInputs[^1];

    /// <summary>h_μ of a state: −1 where its bit is set; unit 0 has none.</summary>
    public int Spin(int state, int mu) => (state >> (_machine.Hidden - 1 - mu) & 1) == 0 ? 1 : -1;

    /// <summary>Moves to a state; they must be visited in turn from 0. Returns log Π_i 2cosh I_i.</summary>
    public double MoveTo(int state)
    {
        int hidden = _machine.Hidden;
        int firstChanged = state == 0 ? 1 : hidden - 1 - BitOperations.TrailingZeroCount(state);
        for (int mu = firstChanged; mu < hidden; mu++)
        {
            ReadOnlySpan<float> field = _machine.FieldOf(mu);
            int spin = Spin(state, mu);
            for (int i = 0; i < field.Length; i++)
                _partialInputs[mu][i] = _partialInputs[mu - 1][i] + spin * (double)field[i];
        }

        double logWeight = 0;
        foreach (double input in Inputs)
            logWeight += Likelihood.LogTwoCosh(input);
        return logWeight;
    }
}
