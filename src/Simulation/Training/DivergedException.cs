namespace RbmTheory.Simulation.Training;

/// <summary>
/// A training whose parameters have left all bounds: the learning rate is too large. Its message is one line.
/// </summary>
public sealed class DivergedException : Exception
{
    /// <summary>What is known of it.</summary>
    /// <param name="epoch">The epoch under way, from 1.</param>
    /// <param name="update">The update of that epoch, from 1.</param>
    /// <param name="updates">Updates of an epoch.</param>
    /// <param name="rate">Learning rate ν of the update.</param>
    /// <param name="what">The parameters that are beyond 2^48 or no number, and how many.</param>
    public DivergedException(int epoch, int update, int updates, double rate, string what)
        : base(FormattableString.Invariant($"training diverged in epoch {epoch}, at update {update} of {updates}, ")
            + FormattableString.Invariant($"with rate {rate:G6}: {what} are beyond 2^48 or no number"))
        => (Epoch, Update, Rate, What) = (epoch, update, rate, what);

    /// <summary>The epoch under way, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The update of that epoch that made them, from 1.</summary>
    public int Update { get; }

    /// <summary>Learning rate ν of the update.</summary>
    public double Rate { get; }

    /// <summary>The parameters that are beyond 2^48 or no number, with how many, as in <c>9 of 69 weights</c>.</summary>
    public string What { get; }
}
