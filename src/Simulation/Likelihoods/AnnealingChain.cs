using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>One chain of <see cref="AnnealedImportanceSampling"/>, with its scratch.</summary>
internal sealed class AnnealingChain
{
    private readonly Rbm _machine;
    private readonly int _steps;
    private readonly SideLaw _visibleLaw;
    private readonly SideLaw _hiddenLaw;
    private readonly float[] _visible;
    private readonly float[] _hidden;
    private readonly double[] _couplings;
    private readonly double[] _hiddenInputs;
    private readonly double[] _visibleInputs;
    private readonly double[] _noFields;
    private readonly double[] _startFields;
    private readonly double[] _startHiddenFields;
    private readonly double[] _fields;

    public AnnealingChain(Rbm machine, IndependentUnits start, int steps)
    {
        _machine = machine;
        _steps = steps;
        _visibleLaw = SideLaw.OfVisible(machine);
        _hiddenLaw = SideLaw.OfHidden(machine);
        _visible = new float[_visibleLaw.Width];
        _hidden = new float[_hiddenLaw.Width];
        _couplings = new double[_hiddenLaw.Width];
        _hiddenInputs = new double[_hiddenLaw.Width];
        _visibleInputs = new double[_visibleLaw.Width];
        _noFields = new double[_hiddenLaw.Width];
        _startHiddenFields = Array.ConvertAll(start.Machine.Parameters.HiddenFields, field => (double)field);
        _startFields = Array.ConvertAll(start.Machine.Parameters.VisibleFields, field => (double)field);
        _fields = new double[_visibleLaw.Width];
    }

    /// <summary>From the independent units to the machine; returns w.</summary>
    public double Forward(ref RandomStream stream, CancellationToken ct)
    {
        double logWeight = 0;
        _visibleLaw.Sample(_startFields, ref stream, _visible);
        for (int k = 1; k <= _steps; k++)
        {
            ct.ThrowIfCancellationRequested();
            ReadVisible();
            logWeight += LogRatio(k);
            if (k < _steps)
                GibbsStep(Beta(k), ref stream);
        }

        return logWeight;
    }

    /// <summary>From a row of the machine to the independent units; returns w, of which e^{−w} is averaged.</summary>
    public double Reverse(ReadOnlySpan<byte> row, ref RandomStream stream, CancellationToken ct)
    {
        double logWeight = 0;
        _machine.VisibleLayer.Unit.Decode(row, _visible);
        for (int k = _steps; k >= 1; k--)
        {
            ct.ThrowIfCancellationRequested();
            ReadVisible();
            logWeight += LogRatio(k);

            // A Gibbs step v → h → v is its own reversal.
            if (k > 1)
                GibbsStep(Beta(k - 1), ref stream);
        }

        return logWeight;
    }

    private double Beta(int k) => (double)k / _steps;

    /// <summary>I_μ = Σ_x w_μx v_x of the present v.</summary>
    private void ReadVisible() => FreeEnergy.HiddenInputs(_machine, _visible, 1, _noFields, _couplings);

    /// <summary>f_{β_k}(v) − f_{β_{k−1}}(v).</summary>
    private double LogRatio(int k)
    {
        double fields = 0;
        for (int x = 0; x < _visible.Length; x++)
            fields += (_visibleLaw.Fields[x] - _startFields[x]) * _visible[x];
        return fields / _steps + LogHiddenSum(Beta(k)) - LogHiddenSum(Beta(k - 1));
    }

    /// <summary>Σ_μ Γ_μ of machine β.</summary>
    private double LogHiddenSum(double beta)
    {
        ScaleHiddenInputs(beta);
        return _hiddenLaw.LogSum(_hiddenInputs);
    }

    private void GibbsStep(double beta, ref RandomStream stream)
    {
        ScaleHiddenInputs(beta);
        _hiddenLaw.Sample(_hiddenInputs, ref stream, _hidden);
        for (int x = 0; x < _fields.Length; x++)
            _fields[x] = (1 - beta) * _startFields[x] + beta * _visibleLaw.Fields[x];
        FreeEnergy.VisibleInputs(_machine, _hidden, beta, _fields, _visibleInputs);
        _visibleLaw.Sample(_visibleInputs, ref stream, _visible);
    }

    private void ScaleHiddenInputs(double beta)
    {
        for (int mu = 0; mu < _couplings.Length; mu++)
            _hiddenInputs[mu] = (1 - beta) * _startHiddenFields[mu] + beta * (_hiddenLaw.Fields[mu] + _couplings[mu]);
    }
}
