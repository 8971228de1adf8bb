using RbmTheory.Compare.MeanField;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Compare.Sampling;

/// <summary>How long the chains of a machine remember, beside what mean field says of it.</summary>
/// <param name="Start">Where the chains began: at the training data of a run, at coins for a file.</param>
/// <param name="SingularValues">Those of the modes that are followed.</param>
/// <param name="Modes">Times along the modes.</param>
/// <param name="FreeEnergy">That of the free energy.</param>
/// <param name="Relaxation">From coins.</param>
/// <param name="Critical">The gains at the mean-field point; null where units have others than two values.</param>
internal sealed record MachineMixing(
    SampleStart Start, IReadOnlyList<double> SingularValues, IReadOnlyList<MixingTime> Modes, MixingTime FreeEnergy,
    Relaxation Relaxation, CriticalOperator? Critical)
{
    // Apart from the streams of samples of the same seed.
    private const ulong OfChains = 19UL << 40, OfData = 20UL << 40, OfCoins = 21UL << 40;

    /// <summary>Follows chains.</summary>
    /// <param name="loaded">The machine, its parameters finite.</param>
    /// <param name="chains">Chains.</param>
    /// <param name="burn">Sweeps before the first record.</param>
    /// <param name="sweeps">Sweeps that are recorded.</param>
    /// <param name="modes">Leading modes of the weights.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="threads">Most threads to use.</param>
    /// <param name="ct">Checked now and then.</param>
    /// <exception cref="InputException">The data cannot be read.</exception>
    public static MachineMixing Of(
        LoadedMachine loaded, int chains, int burn, int sweeps, int modes, ulong seed, int threads, CancellationToken ct)
    {
        ulong Seed(ulong stream) => new RandomStream(seed, StreamPurpose.Other, stream).NextUInt64();
        WeightSpectrum spectrum = new(loaded.Machine, threads);
        int[] followed = [.. Enumerable.Range(0, Math.Min(modes, spectrum.Values.Count))];
        SampleStart start = loaded.Run is null ? SampleStart.Random : SampleStart.Data;
        PersistentChains moving = new(chains, loaded.Machine.VisibleLayer, Seed(OfChains));
        SampleStarts.Put(moving, start, loaded, Seed(OfData));
        new ChainMover(loaded.Machine, moving, threads).Move(burn, ct);
        ChainRecord record = ChainRecord.Of(loaded.Machine, moving,
            [.. followed.Select(a => spectrum.Direction(a).ToArray())], sweeps, freeEnergies: true, threads: threads,
            ct: ct);
        ByteRows equilibrium = new(moving.Rows.ToArray(), loaded.Machine.Sites, moving.RowBytes);
        return new(start, [.. followed.Select(a => spectrum.Values[a])],
            [.. record.Projections.Select(chain => MixingTime.Measure(chain, ct))],
            MixingTime.Measure(record.FreeEnergies!, ct),
            Relaxation.Measure(
                loaded.Machine, equilibrium, chains, RelaxationSweeps(sweeps), Seed(OfCoins), threads, ct),
            CriticalOf(loaded));
    }

    /// <summary>1, 2, 4, … up to the sweeps that are recorded.</summary>
    private static int[] RelaxationSweeps(int sweeps)
        => [.. Enumerable.Range(0, 31).Select(k => 1 << k).TakeWhile(t => t < sweeps), sweeps];

    private static CriticalOperator? CriticalOf(LoadedMachine loaded)
    {
        if (loaded.Machine.VisibleLayer.Unit is not (BinaryUnit or SpinUnit)
            || loaded.Machine.HiddenLayer.Unit is not (BinaryUnit or SpinUnit))
            return null;
        TwoStateMachine machine = TheoryMachine.Of(loaded);
        TapSolution point = TapSolution.Find(machine, 1, options: TapOptions.Standard with { Polish = false });
        return CriticalOperator.At(machine, point.Visible, point.Hidden);
    }
}
