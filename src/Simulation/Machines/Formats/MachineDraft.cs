using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Machines.Formats;

/// <summary>
/// A machine in double precision while it is brought from one set of variables to another, which leaves p(v) as it is:
/// <see cref="ToBits"/>, <see cref="ToZeroSum"/> and <see cref="Shift"/>. The energy is that of <see cref="Rbm"/>; its
/// constant part is dropped.
/// </summary>
internal sealed class MachineDraft
{
    /// <summary>A machine of zeros.</summary>
    public MachineDraft(IVisibleUnit visible, int sites, IUnit hidden, int count)
    {
        (Visible, Hidden, Sites, Count) = (visible, hidden, sites, count);
        Weights = new double[checked(count * Width)];
        VisibleFields = new double[Width];
        HiddenFields = new double[count];
        Theta = new double[count * hidden.Parameters];
    }

    public IVisibleUnit Visible { get; private set; }

    public IUnit Hidden { get; private set; }

    /// <summary>N.</summary>
    public int Sites { get; }

    /// <summary>M.</summary>
    public int Count { get; }

    /// <summary>N × colours.</summary>
    public int Width => Sites * Visible.Components;

    /// <summary>w_μx at [μ × width + x].</summary>
    public double[] Weights { get; }

    public double[] VisibleFields { get; }

    public double[] HiddenFields { get; }

    /// <summary>θ of double wells.</summary>
    public double[] Theta { get; }

    /// <summary>A copy of a machine.</summary>
    public static MachineDraft Of(Rbm machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        MachineDraft draft = new(
            machine.VisibleLayer.Unit, machine.Sites, machine.HiddenLayer.Unit, machine.Hidden);
        foreach ((double[] to, float[] from) in draft.Arrays.Zip(machine.Parameters.All.Select(array => array.Values)))
            Array.ConvertAll(from, value => (double)value).CopyTo(to, 0);
        return draft;
    }

    /// <summary>
    /// Spins ±1 on either side become bits. With h = 2h' − 1, −w v h = −2w v h' + w v: weights and hidden fields are
    /// doubled, and b_x = g_x − Σ_μ w_μx. With v = 2v' − 1 the same with the sides exchanged. Both: W = 4w, b = 2g −
    /// 2Σ_μ w, c = 2g_μ − 2Σ_i w.
    /// </summary>
    public void ToBits()
    {
        if (Hidden is SpinUnit)
        {
            ForEachWeight((mu, x, w) => VisibleFields[x] -= w);
            Scale(2, Weights, HiddenFields);
            Hidden = BinaryUnit.Instance;
        }

        if (Visible is SpinUnit)
        {
            ForEachWeight((mu, x, w) => HiddenFields[mu] -= w);
            Scale(2, Weights, VisibleFields);
            Visible = BinaryUnit.Instance;
        }
    }

    /// <summary>Colours in the zero-sum gauge: the mean of w_μi over the colours, the same whatever the colour is, goes
    /// to the field of the hidden unit.</summary>
    public void ToZeroSum()
    {
        int colours = Visible.Components;
        if (colours == 1)
            return;
        for (int start = 0; start < Weights.Length; start += colours)
            HiddenFields[start / Width] += TakeMean(Weights.AsSpan(start, colours));
        for (int start = 0; start < Width; start += colours)
            TakeMean(VisibleFields.AsSpan(start, colours));
    }

    /// <summary>
    /// From −Σ w (v − o)(h − o') / (s s') to our energy: w / (s s') are the weights, of which Σ_μ w o' is taken off the
    /// visible fields and Σ_x w o off the hidden ones.
    /// </summary>
    /// <param name="visible">o and s of each number of the visible values.</param>
    /// <param name="hidden">o' and s' of each hidden unit.</param>
    public void Shift((double[] Offset, double[] Scale) visible, (double[] Offset, double[] Scale) hidden)
    {
        for (int at = 0; at < Weights.Length; at++)
            Weights[at] /= visible.Scale[at % Width] * hidden.Scale[at / Width];
        ForEachWeight((mu, x, w) =>
        {
            VisibleFields[x] -= w * hidden.Offset[mu];
            HiddenFields[mu] -= w * visible.Offset[x];
        });
    }

    /// <summary>Real hidden units of U(h) = ½γh² + θ|h| become those of γ = 1: h' = √γ h.</summary>
    /// <param name="gamma">|γ| of each unit.</param>
    public void ToUnitCurvature(double[] gamma)
    {
        for (int at = 0; at < Weights.Length; at++)
            Weights[at] /= Math.Sqrt(gamma[at / Width]);
        for (int mu = 0; mu < Count; mu++)
        {
            HiddenFields[mu] /= Math.Sqrt(gamma[mu]);
            if (Theta.Length > 0)
                Theta[mu] /= Math.Sqrt(gamma[mu]);
        }
    }

    /// <summary>The machine; fields of a side that are all 0 are none.</summary>
    /// <exception cref="FormatException">A number is no finite one of 32 bits.</exception>
    public Rbm ToMachine()
    {
        static bool IsThere(double[] fields) => fields.Any(field => field != 0);
        Rbm machine = new(new(Visible, Sites, IsThere(VisibleFields)), new(Hidden, Count, IsThere(HiddenFields)));
        foreach ((double[] from, float[] to) in Arrays.Zip(machine.Parameters.All.Select(array => array.Values)))
        {
            if (to.Length > 0)
                Array.ConvertAll(from, value => (float)value).CopyTo(to, 0);
        }

        return machine.Parameters.AreFinite ? machine
            : throw new FormatException("it holds a number that is not finite, or has no finite value in 32 bits");
    }

    private double[][] Arrays => [Weights, VisibleFields, HiddenFields, Theta];

    private void ForEachWeight(Action<int, int, double> use)
    {
        for (int mu = 0; mu < Count; mu++)
        {
            for (int x = 0; x < Width; x++)
                use(mu, x, Weights[mu * Width + x]);
        }
    }

    private static void Scale(double factor, params ReadOnlySpan<double[]> arrays)
    {
        foreach (double[] array in arrays)
        {
            for (int i = 0; i < array.Length; i++)
                array[i] *= factor;
        }
    }

    private static double TakeMean(Span<double> couplings)
    {
        double sum = 0;
        foreach (double coupling in couplings)
            sum += coupling;
        double mean = sum / couplings.Length;
        foreach (ref double coupling in couplings)
            coupling -= mean;
        return mean;
    }
}
