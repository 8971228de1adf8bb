using RbmTheory.Simulation.Kernels.Scalar;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// One of the two averages of the gradient, ⟨v_i tanh I_μ⟩ over a fixed number of rows (the batch, or the chains), with
/// one partial sum a chunk, added in the order of the chunks.
/// </summary>
internal sealed class GradientTerm
{
    private readonly SpinRbm _machine;
    private readonly int _rows;
    private readonly Action<int, Span<float>> _copyRow;
    private readonly float[][] _partials;
    private readonly float[][] _visible;
    private readonly float[][] _inputs;
    private readonly Action<int> _sumChunk;

    /// <param name="machine">The machine being trained.</param>
    /// <param name="rows">Number of rows averaged over.</param>
    /// <param name="copyRow">Writes v of a row; called from several threads.</param>
    public GradientTerm(SpinRbm machine, int rows, Action<int, Span<float>> copyRow)
    {
        (_machine, _rows, _copyRow) = (machine, rows, copyRow);
        int chunks = Chunks.Count(rows);
        _partials = Buffers(chunks, machine.Weights.Length);
        _visible = Buffers(chunks, machine.Sites);
        _inputs = Buffers(chunks, machine.Hidden);
        _sumChunk = SumChunk;
    }

    /// <summary>⟨v_i tanh I_μ⟩ of the last <see cref="Update"/>, laid out as the weights.</summary>
    public float[] Average => _partials[0];

    public void Update(Chunks work)
    {
        work.ForEach(_partials.Length, _sumChunk);
        Span<float> total = _partials[0];
        for (int chunk = 1; chunk < _partials.Length; chunk++)
            Inputs.AddScaled(1f, _partials[chunk], total);
        foreach (ref float entry in total)
            entry /= _rows;
    }

    private void SumChunk(int chunk)
    {
        float[] partial = _partials[chunk];
        float[] visible = _visible[chunk];
        Array.Clear(partial);
        var (first, end) = Chunks.Rows(chunk, _rows);
        for (int row = first; row < end; row++)
        {
            _copyRow(row, visible);
            HiddenMean.Accumulate(_machine, visible, _inputs[chunk], partial);
        }
    }

    private static float[][] Buffers(int count, int length)
        => Enumerable.Range(0, count).Select(_ => new float[length]).ToArray();
}
