using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Sampling;

/// <summary>Where the chains of samples begin.</summary>
public enum SampleStart
{
    /// <summary>Every unit by itself, each of its values equally likely.</summary>
    Random,

    /// <summary>Rows of the training data in random order, all of them before any comes again.</summary>
    Data,

    /// <summary>Where the chains of the training were, in their order, again and again.</summary>
    Chains,
}

/// <summary>Puts chains where they begin.</summary>
internal static class SampleStarts
{
    /// <summary>Moves chains that start at random to where a start says.</summary>
    /// <param name="chains">New chains.</param>
    /// <param name="start">The start.</param>
    /// <param name="loaded">The machine.</param>
    /// <param name="seed">Seed of the order of the data.</param>
    /// <exception cref="InputException">The machine has no data or no chains, or they cannot be read.</exception>
    public static void Put(PersistentChains chains, SampleStart start, LoadedMachine loaded, ulong seed)
    {
        if (start == SampleStart.Data)
            PutOnData(chains, loaded, seed);
        else if (start == SampleStart.Chains)
            PutOnChains(chains, loaded);
    }

    private static void PutOnData(PersistentChains chains, LoadedMachine loaded, ulong seed)
    {
        if (loaded.Run is null)
            throw new InputException(
                $"--start = data, but {loaded.Source} names no training data; it should be random");
        TrainingData data = TrainingData.Load(loaded.Run.Settings);
        ShuffledBatches rows = new(data.TrainingRows(int.MaxValue, loaded.Run.Settings.Seed), 1, seed);
        if (rows.RowBytes != chains.RowBytes || rows.Sites != chains.Layer.Count)
            throw new InputException($"--start = data, but the data have {rows.Sites} units and the machine in "
                + $"{loaded.Source} has {chains.Layer.Count}");
        for (int chain = 0; chain < chains.Count; chain++)
        {
            (int epoch, int batch) = Math.DivRem(chain, rows.BatchesPerEpoch);
            if (batch == 0)
                rows.BeginEpoch(epoch);
            rows.CopyRows(batch, 0, 1, chains.Row(chain));
        }
    }

    private static void PutOnChains(PersistentChains chains, LoadedMachine loaded)
    {
        ReadOnlySpan<byte> rows = loaded.Chains.Span;
        int bytes = chains.RowBytes;
        if (rows.IsEmpty || rows.Length % bytes != 0)
            throw new InputException(
                $"--start = chains, but {loaded.Folder ?? loaded.Source} keeps no chains; it should be random or data");
        for (int chain = 0; chain < chains.Count; chain++)
            rows.Slice(chain % (rows.Length / bytes) * bytes, bytes).CopyTo(chains.Row(chain));
    }
}
