using System.Text;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Theory.Integration;

namespace RbmTheory.Compare.Commands;

/// <summary>States at evenly spaced times, as far as the integration got, and where it stopped.</summary>
internal sealed class Trajectory(int dimension, double end, int points, bool kept, CancellationToken stop)
{
    private readonly List<double> _rows = [];
    private readonly double[] _state = new double[dimension];
    private int _next;

    public IEnumerable<double> Times => Enumerable.Range(0, points).Select(TimeOf);

    public void Add(DenseStep step)
    {
        stop.ThrowIfCancellationRequested();
        for (; _next < points && TimeOf(_next) <= step.EndTime; _next++)
        {
            step.Interpolate(TimeOf(_next), _state);
            Add(TimeOf(_next), _state);
        }
    }

    public void Add(double time, double[] state)
    {
        if (!kept)
            return;
        _rows.Add(time);
        _rows.AddRange(state);
    }

    private double TimeOf(int index) => end * index / (points - 1);

    /// <summary>
    /// Ends with the last state itself; on the grid it is there already, but interpolated, to rounding.
    /// </summary>
    public void Close(IntegrationResult result)
    {
        if (!kept)
            return;
        if (_rows.Count > 0 && _rows[^(dimension + 1)] == result.Time)
            _rows.RemoveRange(_rows.Count - dimension - 1, dimension + 1);
        Add(result.Time, result.State);
    }

    public void Write(string folder)
    {
        int width = dimension + 1;
        StringBuilder csv = new("t");
        for (int i = 1; i <= dimension; i++)
            csv.Append($",w{i}");
        csv.Append('\n');
        for (int row = 0; row < _rows.Count / width; row++)
            csv.AppendJoin(',', _rows.Skip(row * width).Take(width).Select(x => $"{x:R}")).Append('\n');
        AtomicFile.WriteText(Path.Combine(folder, "trajectory.csv"), csv.ToString());
        using MemoryStream npy = new();
        NpyFile.Write(npy, _rows.ToArray(), _rows.Count / width, width);
        AtomicFile.WriteBytes(Path.Combine(folder, "trajectory.npy"), npy.ToArray());
    }
}
