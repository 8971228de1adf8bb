using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Kernels.Dense;

/// <summary>
/// The powers of the single weights, w, w² and w³ as far as an order asks for them, packed for products with rows of
/// either side of the machine. They are taken anew after each change of the weights: first every part of
/// <see cref="Raise"/>, then every part of <see cref="Pack"/>.
/// </summary>
internal sealed class WeightPowers
{
    // Enough for any number of threads; what a part computes does not depend on it.
    private const int MostParts = 64;

    private readonly Rbm _machine;
    private readonly float[][] _powers;
    private readonly PackedMatrix[] _toHidden, _toVisible;
    private readonly (int Power, bool ToHidden, int Part)[] _panels;

    /// <summary>Of a machine, none taken yet.</summary>
    /// <param name="machine">N × M units of one component.</param>
    /// <param name="order">The highest power, 1, 2 or 3.</param>
    public WeightPowers(Rbm machine, int order)
    {
        _machine = machine;
        Order = Require.InRange(order, 1, 3);
        _powers = [machine.Weights, .. Enumerable.Range(1, order - 1).Select(_ => new float[machine.Weights.Length])];
        _toHidden = [.. _powers.Select(_ => new PackedMatrix(machine.Sites, machine.Hidden))];
        _toVisible = [.. _powers.Select(_ => new PackedMatrix(machine.Hidden, machine.Sites))];
        _panels =
        [
            .. from power in Enumerable.Range(1, order)
               from toHidden in (bool[])[true, false]
               from part in Enumerable.Range(0, (toHidden ? _toHidden : _toVisible)[power - 1].Parts)
               select (power, toHidden, part),
        ];
    }

    /// <summary>The highest power.</summary>
    public int Order { get; }

    /// <summary>Parts of <see cref="Raise"/>: none where only the weights themselves are needed.</summary>
    public int RaiseParts => Order == 1 ? 0 : Math.Min(_machine.Hidden, MostParts);

    /// <summary>Parts of <see cref="Pack"/>.</summary>
    public int PackParts => _panels.Length;

    /// <summary>A power of all weights, laid out as they are.</summary>
    /// <param name="power">In [1, <see cref="Order"/>].</param>
    public ReadOnlySpan<float> this[int power] => _powers[power - 1];

    /// <summary>Raises the weights of some hidden units.</summary>
    /// <param name="part">In [0, <see cref="RaiseParts"/>).</param>
    public void Raise(int part)
    {
        int End(int p) => (int)((long)p * _machine.Hidden / RaiseParts) * _machine.Sites;
        Range own = End(part)..End(part + 1);
        for (int power = 2; power <= Order; power++)
        {
            Elementwise.Multiply(
                _powers[power - 2].AsSpan(own), _machine.Weights.AsSpan(own), _powers[power - 1].AsSpan(own));
        }
    }

    /// <summary>Packs one panel of one power for one side.</summary>
    /// <param name="part">In [0, <see cref="PackParts"/>).</param>
    public void Pack(int part)
    {
        (int power, bool toHidden, int panel) = _panels[part];
        if (toHidden)
            _toHidden[power - 1].PackTransposed(_powers[power - 1], panel);
        else
            _toVisible[power - 1].Pack(_powers[power - 1], panel);
    }

    /// <summary>Σ_i w_iμ^n x_i for rows of numbers of the visible units.</summary>
    /// <param name="power">n.</param>
    /// <param name="visible">x, rows × N, or more, which are not read.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="sums">Receives rows × M numbers.</param>
    public void SumAtHidden(int power, ReadOnlySpan<float> visible, int rows, Span<float> sums)
        => _toHidden[power - 1].Multiply(visible[..(rows * _machine.Sites)], rows, sums[..(rows * _machine.Hidden)]);

    /// <summary>Σ_μ w_iμ^n y_μ for rows of numbers of the hidden units.</summary>
    /// <param name="power">n.</param>
    /// <param name="hidden">y, rows × M, or more, which are not read.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="sums">Receives rows × N numbers.</param>
    public void SumAtVisible(int power, ReadOnlySpan<float> hidden, int rows, Span<float> sums)
        => _toVisible[power - 1].Multiply(hidden[..(rows * _machine.Hidden)], rows, sums[..(rows * _machine.Sites)]);
}
