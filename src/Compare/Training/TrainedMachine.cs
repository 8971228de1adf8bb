using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Machines.Formats;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Training;

/// <summary>
/// The arrays of a machine and its training as <c>result.npz</c> and checkpoints hold them: <c>weights</c>,
/// <c>visibleFields</c>, <c>hiddenFields</c>, <c>hiddenParameters</c>, <c>position</c> and <c>curve.</c>NAME.
/// </summary>
/// <param name="Epoch">Epochs finished.</param>
/// <param name="Hidden">M.</param>
/// <param name="Colours">P; 1 for units of one component.</param>
/// <param name="Weights">M × N × P.</param>
/// <param name="VisibleFields">N × P, or empty.</param>
/// <param name="HiddenFields">M, or empty.</param>
/// <param name="HiddenParameters">M, θ of double wells, or empty.</param>
/// <param name="Curves">Curves by name.</param>
public sealed record TrainedMachine(
    int Epoch, int Hidden, int Colours, float[] Weights, float[] VisibleFields, float[] HiddenFields,
    float[] HiddenParameters, IReadOnlyDictionary<string, double[]> Curves)
{
    private const string CurvePrefix = "curve.";

    /// <summary>Updates made in the epoch under way.</summary>
    public int Update { get; init; }

    /// <summary>N.</summary>
    public int Sites => Weights.Length / Hidden / Colours;

    /// <summary>The field of one hidden unit, N × P.</summary>
    /// <param name="mu">The hidden unit.</param>
    public ReadOnlySpan<float> FieldOf(int mu) => Weights.AsSpan(mu * Sites * Colours, Sites * Colours);

    /// <summary>A machine of which nothing is known of the training.</summary>
    /// <param name="machine">The machine.</param>
    public static TrainedMachine Of(Rbm machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        Parameters numbers = machine.Parameters;
        return new(0, machine.Hidden, machine.VisibleLayer.Unit.Components, numbers.Weights, numbers.VisibleFields,
            numbers.HiddenFields, numbers.HiddenParameters, new Dictionary<string, double[]>());
    }

    /// <summary>The machine, with its units.</summary>
    /// <param name="settings">The settings of the run, none left to the data.</param>
    /// <exception cref="InputException">The arrays are of another machine than the settings say.</exception>
    public Rbm ToMachine(TrainingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Layer<IVisibleUnit> visible = new(settings.VisibleUnit!, Sites, VisibleFields.Length > 0);
        Rbm machine = new(visible, new(settings.HiddenUnit, Hidden, HiddenFields.Length > 0));
        float[][] read = [Weights, VisibleFields, HiddenFields, HiddenParameters];
        foreach (((string name, float[] values), float[] own) in machine.Parameters.All.Zip(read))
        {
            if (own.Length != values.Length)
                throw new InputException($"{name} has {own.Length} numbers, but the plan asks for {values.Length}");
            own.CopyTo(values, 0);
        }

        return machine;
    }

    /// <summary>Writes a machine for <c>numpy.load</c>: weights as M × N, or M × N × P for Potts units; a kind of
    /// parameters that the machine lacks has no array.</summary>
    /// <param name="stream">Where to; able to seek.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="epoch">Epochs finished.</param>
    /// <param name="units">A number a hidden unit, by name.</param>
    /// <param name="curves">Curves by name.</param>
    public static void Write(Stream stream, Rbm machine, int epoch, IReadOnlyDictionary<string, double[]> units,
        IReadOnlyDictionary<string, double[]> curves)
    {
        List<(string, Action<Stream>)> arrays =
        [
            ("position", npy => NpyFile.WriteInt64s(npy, [epoch, 0], 2)), .. NpzFormat.ArraysOf(machine),
        ];
        foreach ((string name, double[] values) in units)
            arrays.Add((name, npy => NpyFile.Write(npy, values, values.Length)));
        foreach ((string name, double[] values) in curves)
            arrays.Add((CurvePrefix + name, npy => NpyFile.Write(npy, values, values.Length)));
        NpzFile.Write(stream, compressed: false, [.. arrays]);
    }

    /// <summary>Reads a result or a checkpoint.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="settings">The settings of the run.</param>
    /// <exception cref="FormatException">It is damaged, or of a machine of another shape.</exception>
    public static TrainedMachine Read(ReadOnlyMemory<byte> content, TrainingSettings settings)
    {
        string[] names = NpzFile.Names(content);
        double[] Numbers(string name) => names.Contains(name) ? NpzFile.Read(content, name).ToDoubles() : [];
        float[] Singles(string name) => Array.ConvertAll(Numbers(name), value => (float)value);

        double[] position = NpzFile.Read(content, "position").ToDoubles();
        int hidden = settings.Hidden, colours = settings.VisibleUnit?.Components ?? 1;
        float[] weights = Singles("weights");
        bool hasShape = weights.Length > 0 && weights.Length % (hidden * colours) == 0;
        if (position is not [>= 0 and <= int.MaxValue, >= 0 and <= int.MaxValue] || !hasShape)
            throw new FormatException($"it holds {weights.Length} weights, but the plan has {hidden} hidden units");
        Dictionary<string, double[]> curves = names.Where(n => n.StartsWith(CurvePrefix, StringComparison.Ordinal))
            .ToDictionary(n => n[CurvePrefix.Length..], Numbers);
        return new((int)position[0], hidden, colours, weights, Singles("visibleFields"), Singles("hiddenFields"),
            Singles("hiddenParameters"), new TrainingCurves(curves).All)
        {
            Update = (int)position[1],
        };
    }
}
