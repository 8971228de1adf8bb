using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Kernels.Generic;

/// <summary>
/// Training for any pair of unit types, one unit after another: the algorithm as it is written down. New unit types run
/// on it, and tests compare the distributions that other kernels draw from with its.
/// </summary>
/// <remarks>
/// I_μ = Σ_x w_μx v_x + g_μ adds x = 0, 1, … in turn, I_x = Σ_μ w_μx h_μ + g_x adds μ = 0, 1, …; the field comes last.
/// </remarks>
public sealed class GenericKernel : IKernel
{
    private readonly Rbm _machine;
    private readonly Scratch[] _scratch;
    private readonly float[][] _blockScratch;

    /// <summary>A kernel of a machine.</summary>
    /// <param name="machine">Any machine.</param>
    /// <param name="slots">Number of chunks that may be worked on at the same time, at least 1.</param>
    /// <exception cref="ArgumentException">There is no slot.</exception>
    public GenericKernel(Rbm machine, int slots)
    {
        ArgumentNullException.ThrowIfNull(machine);
        _machine = machine;
        Schedule = new() { GradientBlocks = machine.Hidden };
        _scratch = [.. Enumerable.Range(0, Require.AtLeast(slots, 1)).Select(_ => new Scratch(machine))];
        _blockScratch = [.. Enumerable.Range(0, machine.Hidden).Select(_ => new float[machine.VisibleLayer.Width])];
    }

    /// <inheritdoc/>
    public int MeanWidth => _machine.Hidden * (1 + _machine.HiddenLayer.Unit.Parameters);

    /// <summary>One block of the gradient for each hidden unit.</summary>
    public KernelSchedule Schedule { get; }

    /// <inheritdoc/>
    public void Prepare(int part)
    {
        // Nothing is copied: the parameters are read from the machine.
    }

    /// <inheritdoc/>
    public void Move(Span<byte> rows, ReadOnlySpan<ChainChunk> chunks, int gibbsSteps, int slot)
    {
        var (count, random) = ChainChunk.Only(chunks);
        Scratch s = _scratch[slot];
        for (int r = 0; r < count; r++)
        {
            Span<byte> row = rows.Slice(r * s.RowBytes, s.RowBytes);
            _machine.VisibleLayer.Unit.Decode(row, s.Visible);
            for (int step = 0; step < gibbsSteps; step++)
            {
                ToHidden(s);
                SampleHidden(s, ref random.Scalar);
                ToVisible(s);
                SampleVisible(s, ref random.Scalar);
            }

            _machine.VisibleLayer.Unit.Encode(s.Visible, row);
        }
    }

    /// <inheritdoc/>
    public void HiddenMeans(ReadOnlySpan<byte> rows, int count, float weight, Span<float> means, int slot)
    {
        Scratch s = _scratch[slot];
        var unit = _machine.HiddenLayer.Unit;
        int hidden = _machine.Hidden, kinds = unit.Parameters;
        for (int r = 0; r < count; r++)
        {
            _machine.VisibleLayer.Unit.Decode(rows.Slice(r * s.RowBytes, s.RowBytes), s.Visible);
            ToHidden(s);
            Span<float> own = means.Slice(r * MeanWidth, MeanWidth);
            for (int mu = 0; mu < hidden; mu++)
            {
                unit.Mean(s.HiddenInputs.AsSpan(mu, 1), ParametersOf(mu), own.Slice(mu, 1));
                unit.ParameterMean(s.HiddenInputs.AsSpan(mu, 1), ParametersOf(mu),
                    own.Slice(hidden + mu * kinds, kinds));
            }

            foreach (ref float mean in own)
                mean *= weight;
        }
    }

    /// <inheritdoc/>
    public void AddGradient(
        ReadOnlySpan<byte> rows, int count, float weight, ReadOnlySpan<float> means, Parameters gradient, int block)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        int width = _machine.VisibleLayer.Width, hidden = _machine.Hidden;
        int bytes = _machine.VisibleLayer.Unit.RowBytes(_machine.Sites);
        float[] visible = _blockScratch[block];
        for (int r = 0; r < count; r++)
        {
            _machine.VisibleLayer.Unit.Decode(rows.Slice(r * bytes, bytes), visible);
            ReadOnlySpan<float> own = means.Slice(r * MeanWidth, MeanWidth);
            AddScaled(own[block], visible, gradient.Weights.AsSpan(block * width, width));
            if (block > 0)
                continue;
            AddScaled(weight, visible, gradient.VisibleFields);
            AddScaled(1, own[..hidden], gradient.HiddenFields);
            AddScaled(1, own[hidden..], gradient.HiddenParameters);
        }
    }

    private void ToHidden(Scratch s)
    {
        for (int mu = 0; mu < _machine.Hidden; mu++)
        {
            ReadOnlySpan<float> field = _machine.FieldOf(mu);
            float input = 0;
            for (int x = 0; x < field.Length; x++)
                input += field[x] * s.Visible[x];
            s.HiddenInputs[mu] = input;
        }

        AddScaled(1, _machine.Parameters.HiddenFields, s.HiddenInputs);
    }

    private void ToVisible(Scratch s)
    {
        Array.Clear(s.VisibleInputs);
        for (int mu = 0; mu < _machine.Hidden; mu++)
            AddScaled(s.Hidden[mu], _machine.FieldOf(mu), s.VisibleInputs);
        AddScaled(1, _machine.Parameters.VisibleFields, s.VisibleInputs);
    }

    private void SampleHidden(Scratch s, ref RandomStream stream)
    {
        for (int mu = 0; mu < s.Hidden.Length; mu++)
        {
            _machine.HiddenLayer.Unit.Sample(
                s.HiddenInputs.AsSpan(mu, 1), ParametersOf(mu), ref stream, s.Hidden.AsSpan(mu, 1));
        }
    }

    private void SampleVisible(Scratch s, ref RandomStream stream)
    {
        int components = _machine.VisibleLayer.Unit.Components;
        for (int x = 0; x < s.Visible.Length; x += components)
        {
            _machine.VisibleLayer.Unit.Sample(
                s.VisibleInputs.AsSpan(x, components), [], ref stream, s.Visible.AsSpan(x, components));
        }
    }

    private ReadOnlySpan<float> ParametersOf(int mu)
    {
        int kinds = _machine.HiddenLayer.Unit.Parameters;
        return _machine.Parameters.HiddenParameters.AsSpan(mu * kinds, kinds);
    }

    /// <summary>sum ← sum + factor × term; nothing where the machine has no such parameters.</summary>
    private static void AddScaled(float factor, ReadOnlySpan<float> term, Span<float> sum)
    {
        for (int i = 0; i < sum.Length && i < term.Length; i++)
            sum[i] += factor * term[i];
    }

    private sealed class Scratch(Rbm machine)
    {
        public readonly int RowBytes = machine.VisibleLayer.Unit.RowBytes(machine.Sites);
        public readonly float[] Visible = new float[machine.VisibleLayer.Width];
        public readonly float[] VisibleInputs = new float[machine.VisibleLayer.Width];
        public readonly float[] Hidden = new float[machine.Hidden];
        public readonly float[] HiddenInputs = new float[machine.Hidden];
    }
}
