using PureHDF;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Machines.Formats;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Formats;

/// <summary>Files as other programs lay them out, held to those programs' own energies, which are written out here.</summary>
public class ForeignMachineTests
{
    private const int Sites = 3, Hidden = 2;

    // Numbers of no symmetry, so that a transposed matrix or exchanged sides have another law.
    private static readonly float[] Weights = [0.3f, -0.7f, 1.1f, 0.2f, -0.4f, 0.9f], Visible = [0.5f, -0.2f, 0.1f], HiddenBias = [-0.6f, 0.8f];

    /// <summary>E = −v·b − h·c − v W h, weights [i × M + μ]; all numbers are floats that are read unchanged.</summary>
    [Theory]
    [InlineData("update_7/params/")]
    [InlineData("update_7/")]
    [InlineData("epoch_7/")]
    public void Rbms_archives_of_every_layout_are_read_by_their_own_energy(string state)
    {
        byte[] file = Write(Archive(state, [Sites, Hidden]));
        Rbm read = MachineFormats.Of(file).Read(file).Machine;
        Assert.Equal((3, 2, "binary", "binary"), (read.Sites, read.Hidden, read.VisibleLayer.Unit.Name, read.HiddenLayer.Unit.Name));
        VisibleLaw.Equal(LawOfBits(), VisibleLaw.Of(read), 1e-12);
    }

    [Fact]
    public void The_last_update_is_read_by_its_number()
    {
        H5File archive = Archive("update_10/params/", [Sites, Hidden]);
        H5Group other = (H5Group)Archive("update_9/params/", [Sites, Hidden], 7)["update_9"];
        archive["update_9"] = other;
        MachineFile read = new RbmsFormat().Read(Write(archive));
        Assert.Equal((10, Weights[0]), (read.Updates, read.Machine.Weights[0]));
    }

    [Fact]
    public void What_an_archive_knows_of_its_training_is_read_and_written_again()
    {
        H5File archive = Archive("update_7/params/", [Sites, Hidden]);
        ((H5Group)archive["update_7"])["time"] = 12.5;
        archive["hyperparameters"] = new H5Group { ["learning_rate"] = 0.03, ["gibbs_steps"] = 17L, ["batch_size"] = "many" };
        MachineFile read = new RbmsFormat().Read(Write(archive));
        Assert.Equal((7, 12.5, 0.03, 17, 0), (read.Updates, read.Seconds, read.LearningRate, read.GibbsSteps, read.BatchSize));
        using MemoryStream stream = new();
        new RbmsFormat().Write(stream, read with { BatchSize = 19 });
        MachineFile again = new RbmsFormat().Read(stream.ToArray());
        Assert.Equal((7, 12.5, 0.03, 17, 19), (again.Updates, again.Seconds, again.LearningRate, again.GibbsSteps, again.BatchSize));
    }

    [Fact]
    public void Written_archives_have_the_law_by_their_own_energy()
    {
        Rbm spins = new(new(SpinUnit.Instance, Sites, fields: true), new(SpinUnit.Instance, Hidden, fields: true));
        Fill(spins);
        using Hdf5File file = Hdf5File.Open(VisibleLaw.Write(new RbmsFormat(), spins));
        double[] w = file.Read("update_1/params/weight_matrix").ToDoubles(), b = file.Read("update_1/vbias").ToDoubles(),
            c = file.Read("update_1/params/hbias").ToDoubles();
        Assert.Equal([3, 2], file.Read("update_1/weight_matrix").Shape);
        Assert.Equal(["hbias", "vbias", "weight_matrix"], file.Names("update_1/params"));
        double[] law = VisibleLaw.Normalised(Enumerable.Range(0, 8).Select(v => Enumerable.Range(0, 3).Sum(i => (v >> i & 1) * b[i])
            + Enumerable.Range(0, 2).Sum(mu => Softplus(c[mu] + Enumerable.Range(0, 3).Sum(i => (v >> i & 1) * w[i * 2 + mu])))));
        // Biases of up to 8, rounded by 2.4e−7 each.
        VisibleLaw.Equal(VisibleLaw.Of(spins), law, 2 * 5 * 2.4e-7);
    }

    [Fact]
    public void Archives_of_colours_have_sites_colours_and_hidden_units_in_this_order()
    {
        Rbm colours = new(new(new PottsUnit(4), Sites, fields: true), new(BinaryUnit.Instance, Hidden));
        Fill(colours);
        colours.ToGauge();
        using Hdf5File file = Hdf5File.Open(VisibleLaw.Write(new RbmsFormat(), colours));
        StoredArray w = file.Read("update_1/params/weight_matrix");
        Assert.Equal([3, 4, 2], w.Shape);
        Assert.Equal(colours.FieldOf(1)[2 * 4 + 3], w.ToDoubles()[(2 * 4 + 3) * 2 + 1]);
        Assert.Equal(colours.Parameters.VisibleFields[4], file.Read("update_1/params/vbias").ToDoubles()[4]);
        Assert.Equal("PBRBM", file.ReadText("model_type"));
    }

    [Theory]
    [InlineData("extra", "'extra', but they should be weight_matrix, vbias and hbias alone")]
    [InlineData("type", "of type BGRBM with weights of 2 dimensions, but it should be BBRBM with 2 or PBRBM with 3")]
    [InlineData("shape", "shapes (3, 2), (4), (2), which do not go together")]
    [InlineData("number", "not finite")]
    [InlineData("text", "its 'update_7/params/vbias' cannot be used: its entries are of the class")]
    public void Other_archives_are_refused_by_what_differs(string what, string named)
    {
        H5File archive = Archive("update_7/params/", [Sites, Hidden]);
        H5Group inner = (H5Group)((H5Group)archive["update_7"])["params"];
        _ = what switch
        {
            "extra" => inner["extra"] = 1,
            "type" => archive["model_type"] = "BGRBM",
            "shape" => inner["vbias"] = new float[4],
            "number" => inner["vbias"] = new float[] { 1, float.NaN, 1 },
            _ => inner["vbias"] = "text",
        };
        FormatException error = Assert.Throws<FormatException>(() => new RbmsFormat().Read(Write(archive)));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    /// <summary>The xReLU energy with ξ = 0, ½|γ|h² − θh − Δ|h|, integrated on a grid: steps of 0.01 on either side of the
    /// kink, where the trapezoidal rule errs by 0.01² / 12 × the jump of the slope, below 1e−4 of the weight e^{−F}; it is
    /// the same for every v but for the share of h near 0, so that it is taken off by one step of Richardson.</summary>
    [Fact]
    public void Real_hidden_units_of_cossio_have_curvature_and_kink()
    {
        float[] par = [-0.6f, 2.5f, 0.9f, 0, 0.8f, -0.7f, -0.4f, 0];
        byte[] file = Write(Cossio("xReLU", [Hidden, 4], par));
        Rbm read = MachineFormats.Of(file).Read(file).Machine;
        Assert.Equal("double-well", read.HiddenLayer.Unit.Name);
        double[] law = VisibleLaw.Normalised(Enumerable.Range(0, 8).Select(v => Field(v) + Enumerable.Range(0, 2).Sum(mu =>
            LogIntegral(Input(v, mu) + par[4 * mu], Math.Abs(par[4 * mu + 1]), par[4 * mu + 2]))));
        VisibleLaw.Equal(law, VisibleLaw.Of(read), 1e-6);

        par[3] = 0.5f;
        FormatException error = Assert.Throws<FormatException>(() => new CossioFormat().Read(Write(Cossio("xReLU", [Hidden, 4], par))));
        Assert.Contains("hidden unit 1 has ξ = 0.5", error.Message, StringComparison.Ordinal);
    }

    /// <summary>−Σ w (v − o)(h − o') / (s s'), spins ±1 over bits, every pair of states summed.</summary>
    [Fact]
    public void Standardized_machines_become_plain_ones_of_the_same_law()
    {
        H5File machine = Cossio("Spin", [Hidden, 1], HiddenBias);
        float[] offset = [0.4f, -0.3f, 0.2f], scale = [0.5f, 1.5f, -2f], offsetH = [0.3f, -0.6f], scaleH = [1.25f, 0.8f];
        machine["rbm_type"] = "StandardizedRBM";
        (machine["offset_v"], machine["scale_v"], machine["offset_h"], machine["scale_h"]) = (offset, scale, offsetH, scaleH);
        double[] law = VisibleLaw.Normalised(Enumerable.Range(0, 8).Select(v => Likelihoods.JointLaw.LogSum(Enumerable.Range(0, 4).Select(h =>
        {
            double sum = Field(v);
            for (int mu = 0; mu < Hidden; mu++)
            {
                sum += HiddenBias[mu] * Enumeration.Spin(h, mu);
                for (int i = 0; i < Sites; i++)
                    sum += Weights[mu * Sites + i] * ((v >> i & 1) - offset[i]) / scale[i] * (Enumeration.Spin(h, mu) - offsetH[mu]) / scaleH[mu];
            }

            return sum;
        }))));
        // Six weights and five fields below 4, rounded to floats once.
        VisibleLaw.Equal(law, VisibleLaw.Of(new CossioFormat().Read(Write(machine)).Machine), 2 * 11 * 1.2e-7);

        machine["scale_h"] = new float[] { 1, 0 };
        Assert.Contains("scale_h holds 0", Assert.Throws<FormatException>(() => new CossioFormat().Read(Write(machine))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hidden_type", "pReLU", "hidden units are pReLU, but they should be Binary, Spin, Gaussian or xReLU")]
    [InlineData("visible_type", "ReLU", "visible units are ReLU, but they should be Binary, Spin or Potts")]
    [InlineData("rbm_hdf5_file_format_version", "2.0.0", "a RBM of format version 2.0.0, but it should be RBM or StandardizedRBM of 1.0.0")]
    public void Other_units_and_versions_of_cossio_are_refused_by_name(string key, string value, string named)
    {
        // Two numbers a unit, as of units that are not known; the shape is not what is refused.
        H5File machine = Cossio("Binary", [Hidden, 2], [.. HiddenBias, .. HiddenBias]);
        machine[key] = value;
        Assert.Contains(named, Assert.Throws<FormatException>(() => new CossioFormat().Read(Write(machine))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_npz_file_stands_alone_and_says_what_it_lacks()
    {
        byte[] Npz(params (string, Action<Stream>)[] arrays)
        {
            using MemoryStream stream = new();
            NpzFile.Write(stream, compressed: true, arrays);
            return stream.ToArray();
        }

        (string, Action<Stream>) weights = ("weights", s => NpyFile.Write(s, [1, 2, 3, 4, 5, 6], 2, 3));
        Rbm read = new NpzFormat().Read(Npz(weights, ("visibleUnit", s => NpyText.Write(s, "spin")), ("hiddenUnit", s => NpyText.Write(s, "gaussian")))).Machine;
        Assert.Equal([4f, 5f, 6f], read.FieldOf(1).ToArray());
        Assert.False(read.VisibleLayer.HasFields);
        void Refuses(string named, params (string, Action<Stream>)[] arrays)
            => Assert.Contains(named, Assert.Throws<FormatException>(() => new NpzFormat().Read(Npz(arrays))).Message, StringComparison.Ordinal);
        Refuses("it lacks the texts visibleUnit and hiddenUnit", weights);
        Refuses("shape (2, 3) and its units are potts:3 and spin", weights, ("visibleUnit", s => NpyText.Write(s, "potts:3")), ("hiddenUnit", s => NpyText.Write(s, "spin")));
        Refuses("visibleUnit: visible unit = gaussian", weights, ("visibleUnit", s => NpyText.Write(s, "gaussian")), ("hiddenUnit", s => NpyText.Write(s, "spin")));
        Refuses("hiddenParameters", weights, ("visibleUnit", s => NpyText.Write(s, "spin")), ("hiddenUnit", s => NpyText.Write(s, "double-well")));
    }

    private static double[] LawOfBits()
        => VisibleLaw.Normalised(Enumerable.Range(0, 8).Select(v => Enumerable.Range(0, Sites).Sum(i => (v >> i & 1) * (double)Visible[i])
            + Enumerable.Range(0, Hidden).Sum(mu => Softplus(
                HiddenBias[mu] + Enumerable.Range(0, Sites).Sum(i => (v >> i & 1) * (double)Weights[i * Hidden + mu])))));

    private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    private static double Field(int v) => Enumerable.Range(0, Sites).Sum(i => (v >> i & 1) * (double)Visible[i]);

    /// <summary>Weights [μ × N + i], as cossio has them.</summary>
    private static double Input(int v, int mu) => Enumerable.Range(0, Sites).Sum(i => (v >> i & 1) * (double)Weights[mu * Sites + i]);

    private static double LogIntegral(double input, double gamma, double delta)
    {
        double Sum(double step) => step * Enumerable.Range(-(int)(12 / step), 2 * (int)(12 / step) + 1).Sum(k =>
            Math.Exp(-gamma * k * step * k * step / 2 + input * k * step + delta * Math.Abs(k * step)));
        return Math.Log((4 * Sum(0.01) - Sum(0.02)) / 3);
    }

    private static H5File Archive(string state, ulong[] shape, float scale = 1)
    {
        H5Group inner = new()
        {
            ["weight_matrix"] = new H5Dataset(Array.ConvertAll(Weights, w => w * scale), fileDims: shape),
            ["vbias"] = Visible.ToArray(),
            ["hbias"] = HiddenBias.ToArray(),
        };
        string[] names = state.Split('/', StringSplitOptions.RemoveEmptyEntries);
        H5Group outer = names.Length == 1 ? inner : new H5Group { [names[1]] = inner };
        return new H5File { [names[0]] = outer };
    }

    private static H5File Cossio(string hidden, ulong[] shape, float[] par)
        => new()
        {
            ["rbm_hdf5_file_format_version"] = "1.0.0",
            ["rbm_type"] = "RBM",
            ["weights"] = new H5Dataset(Weights, fileDims: [Hidden, Sites]),
            ["visible_par"] = new H5Dataset(Visible, fileDims: [Sites, 1]),
            ["hidden_par"] = new H5Dataset(par, fileDims: shape),
            ["visible_type"] = "Binary",
            ["hidden_type"] = hidden,
        };

    private static byte[] Write(H5File file)
    {
        using MemoryStream stream = new();
        file.Write(stream);
        return stream.ToArray();
    }

    private static void Fill(Rbm machine)
    {
        float next = 0.9f;
        foreach ((_, float[] values) in machine.Parameters.All)
        {
            for (int k = 0; k < values.Length; k++, next = next > 0 ? 0.05f - next : 0.93f + next * 0.9f)
                values[k] = next;
        }
    }
}
