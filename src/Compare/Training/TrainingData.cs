using RbmTheory.Compare.Mnist;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Training;

/// <summary>The data of a training, ready to be read.</summary>
public sealed class TrainingData
{
    private static readonly string[] OfFiles =
        ["threshold", "skip-rows", "columns", "labels-column", "transpose", "weights"];

    private readonly IDataSet? _set;

    /// <summary>The ring whose samples are drawn anew for every batch; null where the samples are kept.</summary>
    private readonly RingSpec? _fresh;

    /// <summary>Draws rows of the model that the data are of, or reads others of the same kind; null where they are of
    /// a file.</summary>
    private readonly Func<int, ulong, StreamPurpose, IDataSet>? _draw;

    private TrainingData(
        IVisibleUnit unit, IDataSet? set, RingSpec? fresh, Func<int, ulong, StreamPurpose, IDataSet>? draw)
    {
        (Unit, _set, _fresh, _draw) = (unit, set, fresh, draw);
        (Samples, Sites) = (set?.Samples ?? fresh!.Samples, set?.Sites ?? fresh!.Sites);
    }

    /// <summary>The visible units.</summary>
    public IVisibleUnit Unit { get; }

    /// <summary>Number of units N of a sample.</summary>
    public int Sites { get; }

    /// <summary>Number of samples S of an epoch.</summary>
    public int Samples { get; }

    /// <summary>Tells a file from another of the same name; empty for a model.</summary>
    public string Digest { get; private init; } = "";

    /// <summary>Tells a file of weights from another; empty where there is none.</summary>
    public string WeightsDigest { get; private init; } = "";

    /// <summary>Autocorrelation times of the Gibbs chains that the samples come from; null where they come from
    /// none.</summary>
    public ChainAutocorrelation? Autocorrelation { get; private init; }

    /// <summary>The class of each sample, such as the digit that is drawn; null where none is known.</summary>
    public IReadOnlyList<byte>? Labels { get; private init; }

    /// <summary>What was read, in one line; null where the data are a model.</summary>
    public string? Reading { get; private init; }

    /// <summary>What may not be meant as it was read, in one line; null for nothing.</summary>
    public string? Warning { get; private init; }

    /// <summary>The shape of a sample that is a picture, as the data say it; null where they say none.</summary>
    public PictureShape? Shape { get; private init; }

    /// <summary>The columns of a file that are data, where not simply all are.</summary>
    public ColumnRanges? Columns { get; private init; }

    /// <summary>Draws or reads the data.</summary>
    /// <param name="settings">The settings of the run.</param>
    /// <exception cref="InputException">They cannot be read, or do not fit the settings.</exception>
    public static TrainingData Load(TrainingSettings settings)
    {
        CheckMnist(settings);
        TrainingData data = settings.Data switch
        {
            RingSpec ring => OfRing(ring, settings),
            DigitSpec digits => OfDigits(digits, settings),
            TreeSpec tree => OfTree(tree, settings),
            MnistSpec mnist => OfMnist(mnist, settings),
            FileSpec file => OfFile(file, settings),
            _ => throw new InvalidOperationException("a kind of data without a reader"),
        };
        CheckBatch(settings, data.Samples);
        TapSettings.Check(settings, data.Unit);
        settings.Shape?.Require(data.Sites);
        return data;
    }

    /// <summary>Refuses what can be seen to be wrong before anything is drawn or written.</summary>
    /// <param name="settings">The settings of the run.</param>
    /// <exception cref="InputException">Settings do not go together.</exception>
    public static void Check(TrainingSettings settings)
    {
        (int Samples, int Sites, IVisibleUnit Unit)? model = settings.Data switch
        {
            RingSpec ring => (ring.Samples, ring.Sites, UnitOf(ring)),
            DigitSpec digits => (digits.Samples, StrokeDigits.Sites, BinaryUnit.Instance),
            TreeSpec tree => (tree.Samples, UltrametricTree.Sites, BinaryUnit.Instance),
            MnistSpec mnist => (mnist.Samples, StrokeDigits.Sites, BinaryUnit.Instance),
            _ => null,
        };
        TapSettings.Check(settings, settings.VisibleUnit ?? model?.Unit);
        CheckMnist(settings);
        if (model is not var (samples, sites, unit))
            return;
        CheckBatch(settings, samples);
        foreach (string name in OfFiles)
        {
            if (SettingList.Find(name)!.TextOf(settings) is string text)
                throw new InputException($"--{name} = {text}, but it should be left out where the data are no file");
        }

        bool isBits = unit is not PottsUnit;
        IVisibleUnit asked = settings.VisibleUnit ?? unit;
        if (asked.Name != unit.Name && (!isBits || asked is PottsUnit))
            throw new InputException($"--visible = {asked.Name}, but with --data = {settings.Data} it should be "
                + (isBits ? "spin or binary" : unit.Name));
        long bytes = (long)samples * sites / (isBits ? 8 : 1);
        long there = Math.Min(
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, isBits ? long.MaxValue : Array.MaxLength);
        if (bytes > there)
            throw new InputException($"--data = {settings.Data}, but it should take at most {there >> 20} MB of "
                + $"memory, not {bytes >> 20} MB");
    }

    /// <summary>The batches.</summary>
    /// <param name="batch">Rows of a batch, at most S.</param>
    /// <param name="seed">The seed.</param>
    public IBatchSource Batches(int batch, ulong seed)
        => _set is not null
            ? new ShuffledBatches(_set, batch, seed)
            : new FreshIsingBatches(new IsingRingSampler(Sites, _fresh!.Strengths[0]), batch, Samples / batch, seed);

    /// <summary>The first rows that were trained on.</summary>
    /// <param name="most">Most rows.</param>
    /// <param name="seed">The seed.</param>
    public IDataSet TrainingRows(int most, ulong seed)
        => _set is null ? _draw!(Math.Min(most, Samples), seed, StreamPurpose.Data)
            : SomeRows.First(_set, most);

    /// <summary>Rows of the same model, or of the test set of MNIST, that are never trained on; null where the data are
    /// a file.</summary>
    /// <param name="most">Most rows; at most S.</param>
    /// <param name="seed">The seed.</param>
    public IDataSet? TestRows(int most, ulong seed)
        => _draw?.Invoke(Math.Min(most, Samples), seed, StreamPurpose.TestData);

    private static void CheckBatch(TrainingSettings settings, int samples)
    {
        if (settings.BatchSize > samples)
            throw new InputException($"--batch = {settings.BatchSize}, but it should be at most the number of "
                + $"samples, {samples}");
    }

    private static void CheckMnist(TrainingSettings settings)
    {
        if (settings.Data is MnistSpec)
            MnistFolder.Find(settings.Mnist);
        else if (settings.Mnist is not null)
            throw new InputException($"--mnist = {settings.Mnist}, but with --data = {settings.Data} it should be left "
                + "out");
    }

    private static IVisibleUnit UnitOf(RingSpec ring)
        => ring.Colours == 0 ? SpinUnit.Instance : new PottsUnit(ring.Colours);

    private static TrainingData OfRing(RingSpec ring, TrainingSettings settings)
    {
        Check(settings);
        IDataSet Rows(int samples, ulong seed, StreamPurpose purpose) => Draw(ring, samples, seed, purpose);
        return new(settings.VisibleUnit ?? UnitOf(ring),
            ring.Fresh ? null : Rows(ring.Samples, settings.Seed, StreamPurpose.Data), ring.Fresh ? ring : null, Rows)
        {
            Autocorrelation = ring.IsGibbs ? ChainAutocorrelation.Measure(Chains(ring), settings.Seed) : null,
        };
    }

    private static TrainingData OfDigits(DigitSpec digits, TrainingSettings settings)
    {
        Check(settings);
        LabelledSet set = StrokeDigits.SampleSet(digits.Samples, settings.Seed);
        return new(settings.VisibleUnit ?? BinaryUnit.Instance, set.Rows, null,
            (samples, seed, purpose) => StrokeDigits.SampleSet(samples, seed, purpose).Rows)
        {
            Labels = set.Labels,
            Shape = new(StrokeDigits.Side, StrokeDigits.Side),
        };
    }

    private static TrainingData OfTree(TreeSpec tree, TrainingSettings settings)
    {
        Check(settings);
        LabelledSet set = UltrametricTree.SampleSet(tree.Samples, settings.Seed);
        return new(settings.VisibleUnit ?? BinaryUnit.Instance, set.Rows, null,
            (samples, seed, purpose) => UltrametricTree.SampleSet(samples, seed, purpose).Rows)
        {
            Labels = set.Labels,
        };
    }

    private static TrainingData OfMnist(MnistSpec mnist, TrainingSettings settings)
    {
        Check(settings);
        MnistFolder folder = MnistFolder.Find(settings.Mnist);
        LabelledSet set = folder.Read(mnist.IsTest, out string digest, out PictureShape shape);
        IVisibleUnit unit = settings.VisibleUnit ?? BinaryUnit.Instance;
        Lazy<SpinSet> others = new(() => folder.Read(isTest: true, out _, out _).Rows);
        return new(unit, set.Rows, null,
            mnist.IsTest ? null : (samples, _, _) => SomeRows.First(others.Value, samples))
        {
            Labels = set.Labels,
            Digest = digest,
            Shape = shape,
            Reading = $"{set.Rows.Samples} samples × {set.Rows.Sites} units, {unit.Name}, {mnist} in {folder.Path}; a "
                + $"pixel is on where its grey is above {MnistFolder.Threshold}",
            Warning = folder.Doubt(mnist.IsTest, digest),
        };
    }

    private static IDataSet Draw(RingSpec ring, int samples, ulong seed, StreamPurpose purpose)
        => (ring.IsGibbs, ring.Colours) switch
        {
            (true, 0) => Chains(ring).SampleSpins(samples, seed, ChainAutocorrelation.Plan, purpose),
            (true, _) => Chains(ring).SampleSet(samples, seed, ChainAutocorrelation.Plan, purpose),
            (false, 0) => new IsingRingSampler(ring.Sites, ring.Strengths[0]).SampleSet(samples, seed, purpose),
            (false, _) => PottsRingSampler.Xy(ring.Sites, ring.Colours, ring.Strengths[0])
                .SampleSet(samples, seed, purpose),
        };

    private static GibbsSampler Chains(RingSpec ring)
        => ring.Colours == 0
            ? GibbsSampler.Ising(ring.Sites, ring.Strengths)
            : new GibbsSampler(ring.Sites, ring.Strengths, ColourKernel.Xy(ring.Colours));

    private static TrainingData OfFile(FileSpec spec, TrainingSettings settings)
    {
        DataFile file = DataFile.Open(spec, settings);
        DataAlphabet alphabet = DataAlphabet.Of(file);
        IVisibleUnit unit = alphabet.UnitFor(settings.VisibleUnit ?? file.Unit, settings.Threshold is not null);
        SampleWeights? weights = settings.Weights is FileSpec place ? SampleWeights.Read(place) : null;
        Kept kept = new(weights?.PlacesOf(alphabet.Rows, spec), weights?.Positive.Length ?? alphabet.Rows);
        IDataSet set = unit is PottsUnit potts
            ? Colours(file, alphabet, potts.Components, kept)
            : Bits(file, alphabet, settings.Threshold ?? 0, kept);
        set = weights?.Weigh(set) ?? set;
        return new(unit, set, null, null)
        {
            Digest = file.Digest,
            Shape = file.Shape,
            WeightsDigest = weights?.Digest ?? "",
            Reading = DataReading.Line(file, alphabet, unit, settings.Threshold) + weights?.Reading,
            Warning = file.Unit is null ? alphabet.WarningOf(unit) : file.Warning,
            Columns = settings.Columns ?? (file.Columns!.IsIndexed ? ColumnRanges.From(1) : null),
        };
    }

    /// <summary>The rows of a file that are samples.</summary>
    /// <param name="Places">The sample that each row is, -1 for none; null where every row is one.</param>
    /// <param name="Count">Number of samples.</param>
    private sealed record Kept(int[]? Places, int Count)
    {
        public int this[int row] => Places?[row] ?? row;
    }

    private static PottsSet Colours(DataFile file, DataAlphabet shape, int colours, Kept kept)
    {
        PottsSet set = new(kept.Count, shape.Columns, colours);
        int first = shape.FirstColourOf(colours);
        file.ForEachRow((row, numbers) =>
        {
            if (kept[row] < 0)
                return;
            Span<byte> target = set.Writable(kept[row]);
            for (int i = 0; i < numbers.Length; i++)
                target[i] = (byte)(numbers[i] - first);
        });
        return set;
    }

    private static SpinSet Bits(DataFile file, DataAlphabet shape, double threshold, Kept kept)
    {
        SpinSet set = new(kept.Count, shape.Columns);
        byte[] bits = new byte[set.RowBytes];
        file.ForEachRow((row, numbers) =>
        {
            Array.Clear(bits);
            for (int i = 0; i < numbers.Length; i++)
            {
                if (numbers[i] > threshold)
                    bits[i >> 3] |= (byte)(1 << (i & 7));
            }

            if (kept[row] >= 0)
                set.Write(kept[row], bits);
        });
        return set;
    }
}
