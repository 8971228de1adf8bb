namespace RbmTheory.Theory.Errata;

/// <summary>
/// A machine of ±1 units small enough to enumerate, and the data of an Ising ring: the reference that formulas for
/// (19)–(21) are compared with.
/// </summary>
internal sealed class SpinMachine(int sites, double[,] weights, double beta)
{
    public int Sites { get; } = sites;

    public int Hidden { get; } = weights.GetLength(1);

    /// <summary>Weights of both signs, of size at most <paramref name="size"/>, without any symmetry.</summary>
    public static double[,] SomeWeights(int rows, int columns, double size)
    {
        var weights = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int mu = 0; mu < columns; mu++)
                weights[i, mu] = size * Math.Sin(1 + (2.3 * i) + (4.1 * mu) + (0.7 * i * mu));
        }

        return weights;
    }

    public static int Spin(int v, int i) => ((v >> i) & 1) == 0 ? -1 : 1;

    /// <summary>I_μ = Σ_j w_jμ v_j.</summary>
    public double Input(int mu, int v)
    {
        double input = 0;
        for (int j = 0; j < Sites; j++)
            input += weights[j, mu] * Spin(v, j);
        return input;
    }

    /// <summary>⟨f⟩ over the Ising ring at β.</summary>
    public double Data(Func<int, double> f)
    {
        double sum = 0, partition = 0;
        for (int v = 0; v < 1 << Sites; v++)
        {
            int bonds = 0;
            for (int i = 0; i < Sites; i++)
                bonds += Spin(v, i) * Spin(v, (i + 1) % Sites);
            double weight = Math.Exp(beta * bonds);
            partition += weight;
            sum += weight * f(v);
        }

        return sum / partition;
    }

    /// <summary>Σ_v f(v), and with f = <see cref="Weight"/> the partition function (20).</summary>
    public double Sum(Func<int, double> f) => Enumerable.Range(0, 1 << Sites).Sum(f);

    /// <summary>Π_μ cosh I_μ.</summary>
    public double Weight(int v)
        => Enumerable.Range(0, Hidden).Aggregate(1.0, (product, mu) => product * Math.Cosh(Input(mu, v)));

    /// <summary>⟨v_i tanh I_μ⟩ of the model.</summary>
    public double ModelTerm(int i, int mu) => Sum(v => Spin(v, i) * Math.Tanh(Input(mu, v)) * Weight(v)) / Sum(Weight);

    /// <summary>log L of (19).</summary>
    public double LogLikelihood() => Data(v => Math.Log(Weight(v))) - Math.Log(Sum(Weight));

    /// <summary>∂ log L/∂w_iμ by central differences.</summary>
    public double Difference(int i, int mu, double step)
    {
        double[,] up = (double[,])weights.Clone(), down = (double[,])weights.Clone();
        up[i, mu] += step;
        down[i, mu] -= step;
        return (new SpinMachine(Sites, up, beta).LogLikelihood() - new SpinMachine(Sites, down, beta).LogLikelihood())
            / (2 * step);
    }
}
