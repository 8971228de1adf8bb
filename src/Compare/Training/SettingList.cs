using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Training;

/// <summary>The settings of a training as command lines, plan files and error messages name them.</summary>
public static class SettingList
{
    /// <summary>The settings by which a run may go on: the numbers do not depend on the threads, on the shape of
    /// pictures or on where files of known content lie, and more epochs only carry it further.</summary>
    public static readonly IReadOnlyList<string> Extensible = ["epochs", "threads", "shape", "mnist"];

    /// <summary>All settings, in the order in which help and plans list them.</summary>
    public static readonly IReadOnlyList<Setting> All =
    [
        Setting.Word("data", "ising:sites=N,beta=B,samples=S[,fresh=true], xy:sites=N,colours=P,beta=B,samples=S, "
            + "digits:samples=S, drawn by a pen on 28 × 28 pixels, tree:samples=S, of a known tree of classes, mnist or mnist:test, see --mnist, or a "
            + "file .npy, .npz[:array], .h5, .hdf5 or .mat[:dataset], .fasta, .fa or .afa (letters as colours, 0 the "
            + "gap), .csv, .txt, .dat, .tsv, .d or .idx, or one of them with .gz, of S rows; a ring "
            + "also takes couplings=J1/J2/…, at distance 1, 2, … in units of 1/beta, and sampler=exact or gibbs, gibbs "
            + "for several couplings",
            DataSpec.Allowed, s => s.Data.ToString(), (s, text) => s with { Data = DataSpec.Parse(text) }),
        Setting.Real("threshold", "Visible units have the higher value where a number of the file is above it; as the "
            + "file says unless given", TrainingSettings.ThresholdRange,
            s => s.Threshold, (s, value) => s with { Threshold = value }),
        Setting.LaterWhole("skip-rows", "Rows left out at the beginning of a file; 0 where the first is data though it "
            + "counts the columns", TrainingSettings.SkipRange, neutral: 0,
            s => s.SkipRows, (s, value) => s with { SkipRows = value }),
        Setting.LaterWord("columns", "Columns of a file that are data, counted from 0: 1- leaves out an index, 0- "
            + "nothing; all unless given, but for a first one with an empty head", ColumnRanges.Allowed,
            ColumnRanges.All.Text, s => s.Columns?.Text,
            (s, text) => ColumnRanges.Parse(text) is { } columns ? s with { Columns = columns } : null),
        Setting.LaterWord("labels-column", "Column of a file that holds labels and is left out: its number, counted "
            + "from 0, or its name", "the number of a column, counted from 0, or its name", "", s => s.LabelsColumn,
            (s, text) => text.Trim().Length > 0 ? s with { LabelsColumn = text.Trim() } : null),
        Setting.LaterFlag("transpose", "A column of the file is a sample, not a row; --columns and --skip-rows still "
            + "mean those of the file", s => s.Transpose, (s, value) => s with { Transpose = value }),
        Setting.LaterWord("weights", "File of a weight for each sample of the data file, numbers of at least 0: how "
            + "much it counts in batches and likelihoods; a sample of weight 0 is left out",
            "a file named .npy, .npz, .npz:ARRAY, .csv or .txt, packed or not (.gz)", "",
            s => s.Weights?.ToString(),
            (s, text) => DataSpec.Parse(text) is FileSpec file ? s with { Weights = file } : null),
        Setting.LaterWord("mnist", "Folder of the four files of the MNIST digits, packed or not; unless given that of "
            + "the environment variable RBM_MNIST, else where rbm data mnist puts them", "a folder", "", s => s.Mnist,
            (s, text) => text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal)
                ? s with { Mnist = Path.GetFullPath(text) } : null),
        Setting.LaterWord("shape", "Shape of samples that are pictures, rows x columns such as 28x28, for rbm inspect; "
            + "known of digits and of IDX files", PictureShape.Allowed, "",
            s => s.Shape?.ToString(),
            (s, text) => PictureShape.Parse(text) is { } shape ? s with { Shape = shape } : null),
        Setting.Word("visible", "Visible units: spin, binary or potts:P; as the data say unless given",
            "spin, binary or potts:P with P in [2, 256]", s => s.VisibleUnit?.Name,
            (s, text) => OrNull(UnitTypes.ParseVisible, text) is { } unit ? s with { VisibleUnit = unit } : null),
        Setting.Word("hidden-units", "Hidden units: spin, binary, gaussian or double-well",
            "spin, binary, gaussian or double-well", s => s.HiddenUnit.Name,
            (s, text) => OrNull(UnitTypes.Parse, text) is { } unit and not PottsUnit
                ? s with { HiddenUnit = unit } : null),
        Setting.Whole("hidden", "Hidden units M", TrainingSettings.HiddenRange,
            s => s.Hidden, (s, value) => s with { Hidden = value }),
        Setting.Flag("fields", "Learn fields of all units too", s => s.Fields, (s, value) => s with { Fields = value }),
        Setting.LaterWord("start-fields", "Where visible fields start: data, so that the units have the means of the data "
            + "while the weights are 0, from shares clipped to [1/S, 1 - 1/S]; without --fields they stay there; "
            + "0 unless given", "data", "", s => s.HasFieldsOfData ? "data" : null,
            (s, text) => text == "data" ? s with { HasFieldsOfData = true } : null),
        Setting.Real("deviation", "Standard deviation of the initial weights", TrainingSettings.DeviationRange,
            s => s.InitialDeviation, (s, value) => s with { InitialDeviation = value }),
        Setting.LaterWord("start", "Machine to start from, a file as rbm export writes or the folder of a run, in "
            + "place of random weights; its units, their number and fields are taken, --deviation is not used",
            "a file of a machine, or the folder of a run", "", s => s.Start,
            (s, text) => text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal)
                ? s with { Start = Path.GetFullPath(text) } : null),
        Setting.Real("rate", "Learning rate ν", TrainingSettings.RateRange,
            s => s.LearningRate, (s, value) => s with { LearningRate = value }),
        Setting.Real("final-rate", "Learning rate of the last epoch, with equal steps up to it; ν throughout unless "
            + "given", TrainingSettings.RateRange,
            s => s.FinalLearningRate, (s, value) => s with { FinalLearningRate = value }),
        Setting.LaterReal("weight-decay", "Weight decay λ: an update takes νλw from every weight, and nothing from "
            + "fields; none unless given", TrainingSettings.DecayRange, neutral: 0,
            s => s.WeightDecay, (s, value) => s with { WeightDecay = value }),
        Setting.Whole("batch", "Samples a batch", TrainingSettings.CountRange,
            s => s.BatchSize, (s, value) => s with { BatchSize = value }),
        Setting.Whole("chains", "Chains", TrainingSettings.CountRange,
            s => s.Chains, (s, value) => s with { Chains = value }),
        Setting.Whole("steps", "Gibbs steps k between two updates", TrainingSettings.CountRange,
            s => s.GibbsSteps, (s, value) => s with { GibbsSteps = value }),
        Setting.Whole("epochs", "Passes over the data", TrainingSettings.CountRange,
            s => s.Epochs, (s, value) => s with { Epochs = value }),
        Setting.Word("negative", "Model term: persistent chains, contrastive ones from the batch, exact, random ones from "
            + "fair coins at every update, or magnetisations that follow the TAP equations to order 1, 2 or 3 in the "
            + "weights, for spins and binary units",
            "persistent, contrastive, exact, random, tap1, tap2 or tap3", s => NameOf(s.NegativePhase),
            (s, text) => Array.IndexOf([.. Enum.GetValues<NegativePhase>().Select(NameOf)], text) is >= 0 and int place
                ? s with { NegativePhase = Enum.GetValues<NegativePhase>()[place] } : null),
        Setting.LaterWhole("tap-iterations", "Most iterations of the TAP equations for an update, each half-way to the "
            + "new magnetisations; 10 unless given", TrainingSettings.CountRange,
            neutral: TrainingPlan.StandardTapIterations,
            s => s.TapIterations, (s, value) => s with { TapIterations = value }),
        Setting.LaterReal("tap-tolerance", "The iteration ends where no magnetisation moves by as much; 1E-06 unless "
            + "given", TrainingSettings.ToleranceRange, neutral: TrainingPlan.StandardTapTolerance,
            s => s.TapTolerance, (s, value) => s with { TapTolerance = value }),
        Setting.LaterFlag("tap-persistent", "Magnetisations go on from where the last update left them; without it they "
            + "start from each batch", s => s.TapPersistent, (s, value) => s with { TapPersistent = value }),
        Setting.LaterWord("snapshots", "Machines kept on the way: dense:octave=6,every=20,until=600 keeps six an "
            + "octave of updates, and every 20th up to 600, or as given, in at most 1 GB; at most 24 unless given",
            SnapshotText.Allowed, "", s => s.Snapshots is null ? null : SnapshotText.Of(s.Snapshots),
            (s, text) => SnapshotText.Parse(text) is { } schedule ? s with { Snapshots = schedule } : null),
        Setting.Whole("annealing", "Steps of annealing, and sweeps of tempering, that estimate log Z after the training "
            + "where the states cannot be summed; 0 for none", TrainingSettings.AnnealingRange,
            s => s.AnnealingSteps, (s, value) => s with { AnnealingSteps = value }),
        Setting.Whole("seed", "Seed of all random streams; the same seed gives the same numbers",
            new(0, ulong.MaxValue), s => s.Seed, (s, value) => s with { Seed = value }),
        Setting.Whole("threads", "Threads; the numbers do not depend on it", TrainingSettings.ThreadsRange,
            s => s.Threads, (s, value) => s with { Threads = value }),
    ];

    /// <summary>The setting of a name; null where there is none.</summary>
    /// <param name="name">The name.</param>
    public static Setting? Find(string name) => All.FirstOrDefault(s => s.Name == name);

    /// <summary>The first setting that tells two runs apart, or null.</summary>
    /// <param name="one">The settings of a run.</param>
    /// <param name="other">Those of another.</param>
    public static Setting? FirstDifference(TrainingSettings one, TrainingSettings other)
        => All.FirstOrDefault(s => !Extensible.Contains(s.Name) && s.IdentityOf(one) != s.IdentityOf(other));

    private static string NameOf(NegativePhase phase) => phase.ToString().ToLowerInvariant();

    private static T? OrNull<T>(Func<string, T> parse, string text)
        where T : class
    {
        try
        {
            return parse(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
