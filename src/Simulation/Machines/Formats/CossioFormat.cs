using PureHDF;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Machines.Formats;

/// <summary>
/// The HDF5 file of RestrictedBoltzmannMachinesHDF5.jl: <c>weights</c>, and of either side a type and <c>par</c>, the
/// parameters of its units one after another on Julia's first axis, which is the last one here. Julia's (q, N, M) is
/// our M × N × q.
/// </summary>
/// <remarks>
/// <para>Binary, Spin and Potts have −θx; Gaussian has ½|γ|x² − θx; xReLU, with ξ = 0, has ½γx² − θx − Δ|x|: our
/// double well of field g and θ is its (g, 1, −θ, 0). With ξ ≠ 0 the two sides of 0 differ, which no unit here
/// has.</para>
/// <para>A standardized machine has v − offset over scale, and the same of h, in the weights' part of the energy; it is
/// read as the plain machine of the same law.</para>
/// </remarks>
public sealed class CossioFormat : IMachineFormat
{
    private const string Header = "rbm_hdf5_file_format_version", Version = "1.0.0", Type = "rbm_type";
    private const string Plain = "RBM", Standardized = "StandardizedRBM", Matrix = "weights";
    private const string ReLU = "xReLU", Gaussian = "Gaussian", Binary = "Binary", Spin = "Spin", Potts = "Potts";

    private const string OfVisible = $"{Binary}, {Spin} or {Potts}";
    private const string OfHidden = $"{Binary}, {Spin}, {Gaussian} or {ReLU}";

    /// <inheritdoc/>
    public string Name => "cossio";

    /// <inheritdoc/>
    public string Holds => "the HDF5 file of RestrictedBoltzmannMachinesHDF5.jl, of spin, binary or Potts visible "
        + "units and spin, binary, Gaussian or xReLU hidden ones";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlyMemory<byte> content)
    {
        if (!Hdf5File.IsHdf5(content.Span))
            return false;
        using Hdf5File file = Hdf5File.Open(content);
        return file.Has(Header);
    }

    /// <inheritdoc/>
    public MachineFile Read(ReadOnlyMemory<byte> content)
    {
        using Hdf5File file = Hdf5File.Open(content);
        string version = file.ReadText(Header), type = file.ReadText(Type);
        if (version != Version || type is not (Plain or Standardized))
            throw new FormatException($"it is a {type} of format version {version}, but it should be {Plain} or "
                + $"{Standardized} of {Version}");
        Side visible = Side.Read(file, "visible"), hidden = Side.Read(file, "hidden");
        StoredArray weights = file.Read(Matrix);
        if (!weights.Shape.SequenceEqual([.. hidden.Shape, .. visible.Shape]) || weights.Count == 0)
            throw new FormatException($"its weights have the shape {Text(weights.Shape)}, but its units need "
                + Text(hidden.Shape.Concat(visible.Shape)));
        MachineDraft draft = new(visible.VisibleUnit(), visible.Sites, hidden.HiddenUnit(), hidden.Sites);
        weights.ToDoubles().CopyTo(draft.Weights, 0);
        visible.Parameter(0).CopyTo(draft.VisibleFields, 0);
        hidden.Parameter(0).CopyTo(draft.HiddenFields, 0);
        if (hidden.Type == ReLU)
            Array.ConvertAll(hidden.Parameter(2), delta => -delta).CopyTo(draft.Theta, 0);
        if (type == Standardized)
            draft.Shift(Moments(file, "v", visible), Moments(file, "h", hidden));
        if (hidden.Type is Gaussian or ReLU)
            draft.ToUnitCurvature(hidden.Curvatures());
        draft.ToZeroSum();
        return new(draft.ToMachine());
    }

    /// <inheritdoc/>
    public void Write(Stream stream, MachineFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        Rbm machine = file.Machine;
        Parameters numbers = machine.Parameters;
        float[] FieldsOr0(float[] fields, int count) => fields.Length > 0 ? fields : new float[count];
        float[] visible = FieldsOr0(numbers.VisibleFields, machine.VisibleLayer.Width);
        float[] hidden = FieldsOr0(numbers.HiddenFields, machine.Hidden);
        float[] theta = numbers.HiddenParameters;
        (string type, int kinds, float[] parameters) = machine.HiddenLayer.Unit switch
        {
            SpinUnit => (Spin, 1, hidden),
            BinaryUnit => (Binary, 1, hidden),
            GaussianUnit => (Gaussian, 2, [.. hidden.SelectMany(g => (float[])[g, 1])]),
            DoubleWellUnit => (ReLU, 4, (float[])[.. hidden.SelectMany((g, mu) => (float[])[g, 1, -theta[mu], 0])]),
            IUnit other => throw Require.Error("hidden units", other.Name, $"one of the format {Name}, {Holds}"),
        };
        ulong count = (ulong)machine.Hidden, sites = (ulong)machine.Sites;
        bool isPotts = machine.VisibleLayer.Unit is PottsUnit;
        ulong[] shape = isPotts ? [sites, (ulong)machine.VisibleLayer.Unit.Components] : [sites];
        new H5File
        {
            [Header] = Version,
            [Type] = Plain,
            [Matrix] = new H5Dataset(machine.Weights, fileDims: [count, .. shape]),
            ["visible_par"] = new H5Dataset(visible, fileDims: [.. shape, 1]),
            ["hidden_par"] = new H5Dataset(parameters, fileDims: [count, (ulong)kinds]),
            ["visible_type"] = isPotts ? Potts : machine.VisibleLayer.Unit is SpinUnit ? Spin : Binary,
            ["hidden_type"] = type,
        }.Write(stream);
    }

    private static string Text(IEnumerable<int> shape) => $"({string.Join(", ", shape)})";

    private static (double[], double[]) Moments(Hdf5File file, string side, Side units)
    {
        double[] Numbers(string name)
        {
            StoredArray array = file.Read($"{name}_{side}");
            return array.Shape.SequenceEqual(units.Shape) ? array.ToDoubles()
                : throw new FormatException($"its {name}_{side} has the shape {Text(array.Shape)}, but it should be "
                    + Text(units.Shape));
        }

        double[] scale = Numbers("scale");
        return !scale.Contains(0) ? (Numbers("offset"), scale)
            : throw new FormatException($"its scale_{side} holds 0, but no scale should be 0");
    }

    /// <summary>The units of one side: how many along which axes, and their parameters.</summary>
    private sealed record Side(string Name, string Type, int[] Shape, int Kinds, double[] Numbers)
    {
        public int Sites => Shape.Aggregate(1, (product, length) => product * length) / (Type == Potts ? Shape[^1] : 1);

        public static Side Read(Hdf5File file, string name)
        {
            string type = file.ReadText(name + "_type"), allowed = name == "visible" ? OfVisible : OfHidden;
            if (!allowed.Split([", ", " or "], StringSplitOptions.None).Contains(type))
                throw new FormatException(
                    $"its {name} units are {Excerpt.Of(type.AsSpan())}, but they should be {allowed}");
            StoredArray par = file.Read(name + "_par");
            int kinds = type switch { Gaussian => 2, ReLU => 4, _ => 1 };
            if (par.Count == 0 || par.Shape.Count < 2 || par.Shape[^1] != kinds)
                throw new FormatException($"its {name}_par has the shape {Text(par.Shape)}, but of {type} units the "
                    + $"last length should be {kinds}");
            return new(name, type, [.. par.Shape.SkipLast(1)], kinds, par.ToDoubles());
        }

        public double[] Parameter(int kind)
            => [.. Enumerable.Range(0, Numbers.Length / Kinds).Select(unit => Numbers[unit * Kinds + kind])];

        /// <summary>|γ| of real units.</summary>
        public double[] Curvatures()
        {
            double[] gamma = Array.ConvertAll(Parameter(1), Math.Abs);
            if (gamma.Contains(0))
                throw new FormatException($"its {Name} units have γ = 0, but every γ should be above 0");
            int skew = Type == ReLU ? Array.FindIndex(Parameter(3), xi => xi != 0) : -1;
            return skew < 0 ? gamma
                : throw new FormatException($"its hidden unit {skew + 1} has ξ = {Parameter(3)[skew]:R}, but it should "
                    + "be 0: no unit here has two sides that differ");
        }

        public IVisibleUnit VisibleUnit()
            => Type switch
            {
                Binary => BinaryUnit.Instance,
                Spin => SpinUnit.Instance,
                Potts when Shape[^1] is >= 2 and <= PottsSet.MaximumColours => new PottsUnit(Shape[^1]),
                Potts => throw new FormatException($"its units have {Shape[^1]} colours, but they should have 2 to "
                    + $"{PottsSet.MaximumColours}"),
                _ => throw new InvalidOperationException("a kind that was not refused"),
            };

        public IUnit HiddenUnit()
            => Type switch
            {
                Binary => BinaryUnit.Instance,
                Spin => SpinUnit.Instance,
                Gaussian => GaussianUnit.Instance,
                ReLU => DoubleWellUnit.Instance,
                _ => throw new InvalidOperationException("a kind that was not refused"),
            };
    }
}
