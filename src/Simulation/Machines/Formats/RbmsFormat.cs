using System.Globalization;
using PureHDF;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Machines.Formats;

/// <summary>
/// The HDF5 archive of rbms, the program of Decelle's group, which clusterbm and fastrbm read too:
/// <c>update_n/params</c> with <c>weight_matrix</c> (N × M, or N × q × M for colours), <c>vbias</c> and <c>hbias</c>,
/// of units 0 and 1 and E = −v·b − h·c − v·W h. Older files have no <c>params</c>, or <c>epoch_n</c> for
/// <c>update_n</c>; the last of them is read.
/// </summary>
/// <remarks>What is written can be loaded and sampled there, but not trained further: that needs the states of two
/// random generators, which only that program has.</remarks>
public sealed class RbmsFormat : IMachineFormat
{
    private const string Hyper = "hyperparameters/";
    private const string Rate = "learning_rate", Steps = "gibbs_steps", Batch = "batch_size";
    private const string Chains = "parallel_chains", Type = "model_type", OfBits = "BBRBM", OfColours = "PBRBM";
    private const string Matrix = "weight_matrix", VisibleBias = "vbias", HiddenBias = "hbias";

    private static readonly string[] Groups = ["update_", "epoch_"];

    /// <inheritdoc/>
    public string Name => "rbms";

    /// <inheritdoc/>
    public string Holds => "the HDF5 archive of rbms, of binary or Potts visible units and binary hidden ones; spins "
        + "are written as 0 and 1";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlyMemory<byte> content)
    {
        if (!Hdf5File.IsHdf5(content.Span))
            return false;
        using Hdf5File file = Hdf5File.Open(content);
        return LastState(file) is not null;
    }

    /// <inheritdoc/>
    public MachineFile Read(ReadOnlyMemory<byte> content)
    {
        using Hdf5File file = Hdf5File.Open(content);
        (string state, long updates) = LastState(file)
            ?? throw new FormatException("it holds no group update_n or epoch_n");
        string[] inner = file.Names(state + "/params");
        string folder = inner.Length > 0 ? state + "/params/" : state + "/";
        if (inner.Except([Matrix, VisibleBias, HiddenBias]).FirstOrDefault() is string other)
            throw new FormatException($"its {state} has parameters '{other}', but they should be {Matrix}, "
                + $"{VisibleBias} and {HiddenBias} alone");
        StoredArray weights = file.Read(folder + Matrix);
        StoredArray visible = file.Read(folder + VisibleBias), hidden = file.Read(folder + HiddenBias);
        bool isPotts = weights.Shape.Count == 3;
        string type = file.Has(Type) ? file.ReadText(Type) : isPotts ? OfColours : OfBits;
        if (type is not (OfBits or OfColours) || isPotts != (type == OfColours))
            throw new FormatException($"its model is of type {type} with weights of {weights.Shape.Count} dimensions, "
                + $"but it should be {OfBits} with 2 or {OfColours} with 3");
        if (!visible.Shape.SequenceEqual(weights.Shape.SkipLast(1))
            || !hidden.Shape.SequenceEqual(weights.Shape.TakeLast(1)))
            throw new FormatException($"its {Matrix}, {VisibleBias} and {HiddenBias} have shapes "
                + $"{Shape(weights)}, {Shape(visible)}, {Shape(hidden)}, which do not go together");
        MachineDraft draft = Draft(weights, isPotts);
        visible.ToDoubles().CopyTo(draft.VisibleFields, 0);
        hidden.ToDoubles().CopyTo(draft.HiddenFields, 0);
        draft.ToZeroSum();
        return new(draft.ToMachine())
        {
            Updates = Math.Max(updates, 1),
            Chains = ChainsOf(file, draft),
            Seconds = NumberOf(file, state + "/time"),
            BatchSize = (int)Math.Min(NumberOf(file, Hyper + Batch), int.MaxValue),
            GibbsSteps = (int)Math.Min(NumberOf(file, Hyper + Steps), int.MaxValue),
            LearningRate = NumberOf(file, Hyper + Rate),
        };
    }

    /// <inheritdoc/>
    public void Write(Stream stream, MachineFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        Rbm machine = file.Machine;
        if (machine.HiddenLayer.Unit is not (SpinUnit or BinaryUnit))
            throw Require.Error("hidden units", machine.HiddenLayer.Unit.Name, $"binary or spin in the format {Name}, "
                + Holds);
        MachineDraft draft = MachineDraft.Of(machine);
        draft.ToBits();
        ulong sites = (ulong)draft.Sites, hidden = (ulong)draft.Count;
        ulong[] visible = draft.Visible is PottsUnit potts ? [sites, (ulong)potts.Components] : [sites];
        float[] weights = new float[draft.Weights.Length];
        for (int at = 0; at < weights.Length; at++)
            weights[at % draft.Width * draft.Count + at / draft.Width] = (float)draft.Weights[at];
        float[][] chains = ChainsOf(file, draft.Visible, draft.Sites);
        Dictionary<string, object> Parameters() => new()
        {
            [Matrix] = new H5Dataset(weights, fileDims: [.. visible, hidden]),
            [VisibleBias] = new H5Dataset(Array.ConvertAll(draft.VisibleFields, b => (float)b), fileDims: visible),
            [HiddenBias] = new H5Dataset(Array.ConvertAll(draft.HiddenFields, c => (float)c), fileDims: [hidden]),
        };
        H5Group state = new()
        {
            ["params"] = Group(Parameters()),
            ["time"] = file.Seconds,
            ["flags"] = new H5Group { ["checkpoint"] = true },
            ["save_checkpoint"] = true,
        };
        foreach ((string name, object values) in Parameters())
            state[name] = values;
        new H5File
        {
            [Type] = draft.Visible is PottsUnit ? OfColours : OfBits,
            ["hyperparameters"] = Hyperparameters(file, chains.Length),
            [Chains] = new H5Dataset(chains.SelectMany(c => c).ToArray(), fileDims: [(ulong)chains.Length, sites]),
            [$"update_{file.Updates}"] = state,
        }.Write(stream);
    }

    private static H5Group Hyperparameters(MachineFile file, int chains)
        => new()
        {
            ["num_hiddens"] = (long)file.Machine.Hidden,
            ["num_visibles"] = (long)file.Machine.Sites,
            ["num_chains"] = (long)chains,
            [Batch] = (long)file.BatchSize,
            [Steps] = (long)file.GibbsSteps,
            ["filename"] = "",
            [Rate] = file.LearningRate,
            // TorchRBM, the older program, asks for it.
            ["training_mode"] = "PCD",
        };

    /// <summary>One number of what is known of the training; 0 where it is not there, or no number above 0.</summary>
    private static double NumberOf(Hdf5File file, string path)
    {
        try
        {
            return file.Has(path) && file.Read(path) is { Count: 1 } one && one.ToDoubles()[0] is double value
                && value > 0 && double.IsFinite(value) ? value : 0;
        }
        catch (FormatException)
        {
            return 0;
        }
    }

    private static H5Group Group(Dictionary<string, object> entries)
    {
        H5Group group = [];
        foreach ((string name, object value) in entries)
            group[name] = value;
        return group;
    }

    private static (string Name, long Number)? LastState(Hdf5File file)
    {
        (string, long)? last = null;
        long highest = -1;
        foreach (string name in file.Names())
        {
            string? start = Array.Find(Groups, group => name.StartsWith(group, StringComparison.Ordinal));
            if (start is not null && long.TryParse(name.AsSpan(start.Length), NumberStyles.None,
                CultureInfo.InvariantCulture, out long number) && number > highest)
                last = (name, highest = number);
        }

        return last;
    }

    private static MachineDraft Draft(StoredArray weights, bool isPotts)
    {
        IReadOnlyList<int> shape = weights.Shape;
        if (weights.Count == 0 || (isPotts && shape[1] is < 2 or > Data.PottsSet.MaximumColours))
            throw new FormatException($"its {Matrix} has the shape {Shape(weights)}, but it should have units on both "
                + $"sides, and 2 to {Data.PottsSet.MaximumColours} colours");
        MachineDraft draft = new(
            isPotts ? new PottsUnit(shape[1]) : BinaryUnit.Instance, shape[0], BinaryUnit.Instance, shape[^1]);
        double[] stored = weights.ToDoubles();
        for (int at = 0; at < stored.Length; at++)
            draft.Weights[at % draft.Count * draft.Width + at / draft.Count] = stored[at];
        return draft;
    }

    private static string Shape(StoredArray array) => $"({string.Join(", ", array.Shape)})";

    /// <summary>The chains that a file holds; none where they are no values of the units.</summary>
    private static byte[] ChainsOf(Hdf5File file, MachineDraft draft)
    {
        if (!file.Has(Chains) || file.Read(Chains) is not { Shape.Count: 2 } stored || stored.Shape[1] != draft.Sites)
            return [];
        int width = draft.Visible.RowBytes(draft.Sites), colours = Math.Max(2, draft.Visible.Components);
        byte[] rows = new byte[stored.Rows * width];
        double[] numbers = new double[draft.Sites];
        for (int row = 0; row < stored.Rows; row++)
        {
            stored.CopyRow(row, numbers);
            if (numbers.Any(v => !(v >= 0) || v >= colours || v != Math.Truncate(v)))
                return [];
            Span<byte> target = rows.AsSpan(row * width, width);
            if (draft.Visible is PottsUnit)
                Array.ConvertAll(numbers, v => (byte)v).CopyTo(target);
            else
                draft.Visible.Encode(Array.ConvertAll(numbers, v => (float)v), target);
        }

        return rows;
    }

    /// <summary>The chains as that program has them, bits and colours as floats; where none are kept, one of
    /// zeros.</summary>
    private static float[][] ChainsOf(MachineFile file, IVisibleUnit unit, int sites)
    {
        int width = unit.RowBytes(sites), count = file.Chains.Length / width;
        float[][] chains = new float[Math.Max(count, 1)][];
        for (int row = 0; row < chains.Length; row++)
        {
            chains[row] = new float[sites];
            ReadOnlySpan<byte> bytes = count == 0 ? [] : file.Chains.Span.Slice(row * width, width);
            for (int i = 0; i < sites && count > 0; i++)
                chains[row][i] = unit is PottsUnit ? bytes[i] : BitRow.Get(bytes, i) ? 1 : 0;
        }

        return chains;
    }
}
