using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>log Σ_h e^{−E(v, h)} of every configuration of a set, minus its free energy, in nats; see
/// <see cref="FreeEnergy"/>. log p(v) is this minus log Z.</summary>
public static class LogWeights
{
    /// <summary>One number a row.</summary>
    /// <param name="machine">N × M.</param>
    /// <param name="data">Configurations of N units.</param>
    /// <param name="ct">Checked now and then.</param>
    /// <exception cref="ArgumentException">The data do not fit the machine.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public static double[] Of(Rbm machine, IDataSet data, CancellationToken ct = default)
    {
        var reader = new RowReader(machine, data);
        var sums = new RowSums(machine.VisibleLayer);
        SideLaw law = SideLaw.OfHidden(machine);
        List<double> all = new(data.Samples);
        while (reader.Read())
        {
            LogProduct[] rows = new LogProduct[reader.Count];
            Array.Fill(rows, new LogProduct());
            if (sums.LoadBias(machine.Parameters.VisibleFields))
            {
                for (int row = 0; row < rows.Length; row++)
                    rows[row].AddLog(sums.Sum(reader.Row(row)));
            }

            for (int mu = 0; mu < machine.Hidden; mu++)
            {
                ct.ThrowIfCancellationRequested();
                sums.Load(machine.FieldOf(mu));
                for (int row = 0; row < rows.Length; row++)
                {
                    double input = sums.Sum(reader.Row(row)) + law.Fields[mu];
                    law.AddLogSum(mu, new ReadOnlySpan<double>(in input), ref rows[row]);
                }
            }

            foreach (LogProduct row in rows)
                all.Add(row.Value);
        }

        return [.. all];
    }
}
