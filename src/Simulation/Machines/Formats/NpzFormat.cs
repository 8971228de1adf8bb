using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Machines.Formats;

/// <summary>
/// NumPy's NPZ, with the arrays of <see cref="Parameters.All"/>, of which a machine may lack all but
/// <c>weights</c>, and the texts <c>visibleUnit</c> and <c>hiddenUnit</c>, names of unit types: <c>numpy.savez</c>
/// makes such a file of any machine. Weights are M × N, or M × N × P for Potts units. <c>chains</c>, if there, are rows
/// of bytes.
/// </summary>
public sealed class NpzFormat : IMachineFormat
{
    private const string Chains = "chains", VisibleUnit = "visibleUnit", HiddenUnit = "hiddenUnit";
    private const string Weights = "weights";

    // Means over the colours below this, relative to the largest coupling, are rounding: the gauge is zero-sum already.
    private const double Rounding = 1e-5;

    /// <inheritdoc/>
    public string Name => "npz";

    /// <inheritdoc/>
    public string Holds => "NumPy arrays weights, visibleFields, hiddenFields and hiddenParameters with the texts "
        + "visibleUnit and hiddenUnit, of any machine";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlyMemory<byte> content)
        => content.Span.StartsWith("PK\u0003\u0004"u8) && NpzFile.Names(content).Contains(Weights);

    /// <summary>The arrays of a machine, as a file holds them.</summary>
    /// <param name="machine">The machine.</param>
    /// <returns>Of each its name and what writes it.</returns>
    public static IReadOnlyList<(string Name, Action<Stream> Write)> ArraysOf(Rbm machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        int colours = machine.VisibleLayer.Unit.Components;
        int[] sites = colours == 1 ? [machine.Sites] : [machine.Sites, colours];
        List<(string, Action<Stream>)> arrays = [];
        foreach ((string name, float[] values) in machine.Parameters.All)
        {
            int[] shape = name switch
            {
                Weights => [machine.Hidden, .. sites],
                "visibleFields" => sites,
                _ => [machine.Hidden],
            };
            if (values.Length > 0)
                arrays.Add((name, npy => NpyFile.WriteSingles(npy, values, shape)));
        }

        arrays.Add((VisibleUnit, npy => NpyText.Write(npy, machine.VisibleLayer.Unit.Name)));
        arrays.Add((HiddenUnit, npy => NpyText.Write(npy, machine.HiddenLayer.Unit.Name)));
        return arrays;
    }

    /// <inheritdoc/>
    public MachineFile Read(ReadOnlyMemory<byte> content)
    {
        string[] names = NpzFile.Names(content);
        if (!names.Contains(VisibleUnit) || !names.Contains(HiddenUnit))
            throw new FormatException($"it lacks the texts {VisibleUnit} and {HiddenUnit}, which say what its units "
                + "are; of a run, give the folder");
        IVisibleUnit visible = Unit(content, VisibleUnit, UnitTypes.ParseVisible);
        IUnit hidden = Unit(content, HiddenUnit, UnitTypes.Parse);
        int[] shape = [.. NpzFile.Read(content, Weights).Shape];
        bool isPotts = visible.Components > 1;
        if (shape.Length != (isPotts ? 3 : 2) || shape.Contains(0) || (isPotts && shape[2] != visible.Components)
            || hidden.Components > 1)
            throw new FormatException($"its weights have the shape ({string.Join(", ", shape)}) and its units are "
                + $"{visible.Name} and {hidden.Name}, but weights should be hidden × visible, with the colours last, "
                + "and hidden units of one component");
        Rbm machine = new(new(visible, shape[1], names.Contains("visibleFields")),
            new(hidden, shape[0], names.Contains("hiddenFields")));
        foreach ((string name, float[] values) in machine.Parameters.All)
        {
            if (values.Length > 0)
                Array.ConvertAll(Numbers(content, name, values.Length), value => (float)value).CopyTo(values, 0);
        }

        if (!machine.Parameters.AreFinite)
            throw new FormatException("it holds a number that is not finite, or has no finite value in 32 bits");
        int width = visible.RowBytes(machine.Sites);
        double[] chains = names.Contains(Chains) ? NpzFile.Read(content, Chains).ToDoubles() : [];
        return new(InGauge(machine))
        {
            Chains = chains.Length % width == 0 && chains.All(b => b >= 0 && b < (isPotts ? visible.Components : 256))
                ? Array.ConvertAll(chains, b => (byte)b) : [],
        };
    }

    /// <inheritdoc/>
    public void Write(Stream stream, MachineFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        List<(string, Action<Stream>)> arrays = [.. ArraysOf(file.Machine)];
        int width = file.Machine.VisibleLayer.Unit.RowBytes(file.Machine.Sites);
        if (file.Chains.Length > 0)
            arrays.Add((Chains, npy => NpyFile.WriteBytes(npy, file.Chains.Span, file.Chains.Length / width, width)));
        NpzFile.Write(stream, compressed: false, [.. arrays]);
    }

    private static double[] Numbers(ReadOnlyMemory<byte> content, string name, int count)
    {
        double[] numbers = NpzFile.Read(content, name).ToDoubles();
        return numbers.Length == count ? numbers
            : throw new FormatException($"its {name} are {numbers.Length} numbers, but they should be {count}");
    }

    private static T Unit<T>(ReadOnlyMemory<byte> content, string name, Func<string, T> parse)
    {
        try
        {
            return parse(NpzFile.ReadText(content, name));
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"its {name}: {error.Message}");
        }
    }

    /// <summary>Colours of another gauge are brought to ours, by the machine of the same law.</summary>
    private static Rbm InGauge(Rbm machine)
    {
        int colours = machine.VisibleLayer.Unit.Components;
        bool IsZeroSum(float[] couplings)
        {
            double largest = couplings.Select(Math.Abs).DefaultIfEmpty(0).Max();
            return couplings.Chunk(colours).All(c => Math.Abs(c.Sum(w => (double)w)) <= colours * Rounding * largest);
        }

        if (colours == 1 || (IsZeroSum(machine.Weights) && IsZeroSum(machine.Parameters.VisibleFields)))
            return machine;
        MachineDraft draft = MachineDraft.Of(machine);
        draft.ToZeroSum();
        return draft.ToMachine();
    }
}
