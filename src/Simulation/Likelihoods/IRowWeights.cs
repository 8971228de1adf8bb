using RbmTheory.Simulation.Kernels.Packed;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary><see cref="FreeEnergy.LogWeightOfVisible(Rbm, ReadOnlySpan{byte})"/> of some rows together, by a machine
/// whose parameters do not change. One thread at a time.</summary>
internal interface IRowWeights
{
    /// <summary>log Σ_h e^{−E(v, h)} of rows.</summary>
    /// <param name="rows">One after another.</param>
    /// <param name="logs">One a row.</param>
    void Of(ReadOnlySpan<byte> rows, Span<double> logs);

    /// <summary>The fastest for a machine: to 10^−4 nats or so, which no estimate notices.</summary>
    static IRowWeights For(Rbm machine)
        => PackedKernel.Fits(machine) ? new PackedRowWeights(machine) : new RowWeights(machine);
}
