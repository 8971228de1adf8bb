using System.Numerics;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// Correlations of configurations on a ring over their distance d = 0..⌊N/2⌋, collected row by row:
/// <code>
/// spins:   C(d) = ⟨(1/N) Σ_i v_i v_{i+d}⟩              (tanh β)^d for (8), N ≫ ξ
/// Potts:   C(d) = ⟨(1/N) Σ_i cos(2π(v_i − v_{i+d})/P)⟩    (λ_1/λ_0)^d for (14)
/// </code>
/// Nothing is subtracted: the mean of the data of the paper is 0 by symmetry, and <see cref="Mean"/> shows whether it
/// is. Errors take the rows as independent; of a Markov chain, add only every so many sweeps
/// (<see cref="Autocorrelation"/>) or average over chains.
/// </summary>
public sealed class RingCorrelation
{
    private readonly double[] _cosines, _sines;
    private readonly double[] _sums, _squares, _row;
    private double _mean;

    private RingCorrelation(int sites, int states)
    {
        Sites = Require.AtLeast(sites, 3);
        _sums = new double[sites / 2 + 1];
        _squares = new double[_sums.Length];
        _row = new double[sites];
        _cosines = [.. Enumerable.Range(0, states).Select(v => Math.Cos(2 * Math.PI * v / states))];
        _sines = [.. Enumerable.Range(0, states).Select(v => Math.Sin(2 * Math.PI * v / states))];
    }

    /// <summary>N, the number of sites.</summary>
    public int Sites { get; }

    /// <summary>How many rows were added.</summary>
    public int Rows { get; private set; }

    /// <summary>
    /// ⟨v⟩ over sites and rows, in [−1, 1]; for Potts rows the mean of cos(2πv/P). NaN before the first row.
    /// </summary>
    public double Mean => _mean / Rows;

    /// <summary>Correlations of spins.</summary>
    /// <param name="sites">N, at least 3.</param>
    public static RingCorrelation OfSpins(int sites) => new(sites, 0);

    /// <summary>Cosine correlations of Potts variables.</summary>
    /// <param name="sites">N, at least 3.</param>
    /// <param name="states">P, at least 2.</param>
    public static RingCorrelation OfPotts(int sites, int states) => new(sites, Require.AtLeast(states, 2));

    /// <summary>Adds one configuration; O(N²).</summary>
    /// <param name="row">N spins, or N colours 0..P−1.</param>
    /// <exception cref="ArgumentException">The length is not N, or a colour is out of range.</exception>
    public void Add<T>(ReadOnlySpan<T> row)
        where T : struct, INumber<T>
    {
        Require.Length(row.Length, Sites);
        if (_cosines.Length == 0)
        {
            for (int i = 0; i < row.Length; i++)
                _row[i] = double.CreateTruncating(row[i]);
            AddProducts(_row);
        }
        else
        {
            AddColours(row);
        }

        for (int i = 0; i < _row.Length; i++)
            _mean += _row[i] / Sites;
        Rows++;
    }

    /// <summary>C(d) and its standard error over rows (NaN for one row).</summary>
    /// <param name="distance">d, in [0, ⌊N/2⌋].</param>
    /// <exception cref="ArgumentException">No row was added, or d is out of range.</exception>
    public (double Value, double StandardError) At(int distance)
    {
        Require.AtLeast(Rows, 1);
        Require.InRange(distance, 0, Sites / 2);
        double mean = _sums[distance] / Rows;
        double variance = Math.Max(0, _squares[distance] / Rows - mean * mean);
        return (mean, Math.Sqrt(variance / (Rows - 1)));
    }

    private void AddColours<T>(ReadOnlySpan<T> row)
        where T : struct, INumber<T>
    {
        // cos(a − b) = cos a cos b + sin a sin b.
        Span<double> sines = Sites <= 512 ? stackalloc double[Sites] : new double[Sites];
        for (int i = 0; i < row.Length; i++)
        {
            int colour = Require.InRange(int.CreateTruncating(row[i]), 0, _cosines.Length - 1, nameof(row));
            _row[i] = _cosines[colour];
            sines[i] = _sines[colour];
        }

        AddProducts(_row, sines);
    }

    private void AddProducts(ReadOnlySpan<double> values, ReadOnlySpan<double> others = default)
    {
        for (int d = 0; d < _sums.Length; d++)
        {
            double product = Product(values, d) + Product(others, d);
            _sums[d] += product;
            _squares[d] += product * product;
        }
    }

    private double Product(ReadOnlySpan<double> values, int distance)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            int neighbour = i + distance;
            sum += values[i] * values[neighbour < values.Length ? neighbour : neighbour - values.Length];
        }

        return sum / Sites;
    }
}
