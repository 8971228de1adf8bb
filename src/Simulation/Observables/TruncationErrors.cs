using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Observables;

/// <summary>The errors of a machine of k modes, mean squares over rows and visible numbers.</summary>
/// <param name="Modes">k.</param>
/// <param name="ToData">Of its reconstruction from the data, ⟨(v̂^(k) − v)²⟩.</param>
/// <param name="ToFull">Of its reconstruction from that of the whole machine, ⟨(v̂^(k) − v̂)²⟩.</param>
/// <param name="Principal">Of the data from their projection on their mean and their k leading principal components:
/// the eigenvalues of their covariance beyond the k-th, summed and divided by the number of visible numbers.</param>
public sealed record TruncationError(int Modes, double ToData, double ToFull, double Principal);

/// <summary>How well k modes of the weights reconstruct data, by <see cref="MeanFieldReconstruction"/>, beside the
/// whole machine and beside k principal components of these data.</summary>
public sealed class TruncationErrors
{
    private readonly ModeTruncation _truncation;
    private readonly IDataSet _data;
    private readonly float[] _full;
    private readonly Lazy<double[]> _variances;

    /// <summary>Reconstructs the data by the whole machine.</summary>
    /// <param name="truncation">The modes of the machine.</param>
    /// <param name="data">Rows of its visible units, all of which count alike.</param>
    /// <exception cref="ArgumentException">The rows are of other units.</exception>
    public TruncationErrors(ModeTruncation truncation, IDataSet data)
    {
        ArgumentNullException.ThrowIfNull(truncation);
        _full = MeanFieldReconstruction.Of(truncation.Machine, data);
        (_truncation, _data) = (truncation, data);
        _variances = new(() => new CovarianceSpectrum(
            DataCovariance.Of(data, truncation.Machine.VisibleLayer.Unit).Matrix).Eigenvalues);
    }

    /// <summary>The errors of k modes.</summary>
    /// <param name="modes">k, in [0, <see cref="ModeTruncation.Modes"/>].</param>
    /// <exception cref="ArgumentException">k is out of range.</exception>
    public TruncationError Of(int modes)
    {
        float[] reconstructed = Reconstructed(modes);
        IVisibleUnit unit = _truncation.Machine.VisibleLayer.Unit;
        int width = _truncation.Machine.VisibleLayer.Width;
        float[] values = new float[width];
        byte[] row = new byte[_data.RowBytes];
        double sum = 0;
        for (int s = 0; s < _data.Samples; s++)
        {
            _data.CopyRow(s, row);
            unit.Decode(row, values);
            sum += SquaredDistance(values, reconstructed.AsSpan(s * width, width));
        }

        // What rounding leaves of eigenvalues that are 0 may be negative.
        double beyond = Math.Max(0, _variances.Value.Skip(modes).Sum());
        return new(modes, sum / reconstructed.Length, ToFull(reconstructed), beyond / width);
    }

    /// <summary>
    /// The smallest k of a bisection with <see cref="TruncationError.ToFull"/> below a tolerance: that of k modes is
    /// below, that of k − 1 is not. It is the smallest of all where the error only falls with k, as a rule.
    /// </summary>
    /// <param name="tolerance">Finite and > 0, such as 1e-4.</param>
    /// <exception cref="ArgumentException">The tolerance is out of range.</exception>
    public int SmallestWithin(double tolerance)
    {
        Require.Positive(tolerance);
        // All modes are within, for their error is 0; −1 stands for none.
        int within = _truncation.Modes, beyond = -1;
        while (within - beyond > 1)
        {
            int middle = (within + beyond) / 2;
            if (ToFull(Reconstructed(middle)) < tolerance)
                within = middle;
            else
                beyond = middle;
        }

        return within;
    }

    private float[] Reconstructed(int modes) => MeanFieldReconstruction.Of(_truncation.Keep(modes), _data);

    private double ToFull(float[] reconstructed) => SquaredDistance(reconstructed, _full) / _full.Length;

    private static double SquaredDistance(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        double sum = 0;
        for (int x = 0; x < one.Length; x++)
            sum += ((double)one[x] - other[x]) * ((double)one[x] - other[x]);
        return sum;
    }
}
