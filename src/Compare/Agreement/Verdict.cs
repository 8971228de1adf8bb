using System.Text.Json.Serialization;
using MathNet.Numerics.Distributions;

namespace RbmTheory.Compare.Agreement;

/// <summary>Whether two numbers agree.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    /// <summary>They agree within the stated criterion.</summary>
    Agrees,

    /// <summary>They do not.</summary>
    Differs,

    /// <summary>There is nothing to hold the number against.</summary>
    Reported,
}

/// <summary>What a verdict judges.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Claim>))]
public enum Claim
{
    /// <summary>A statement or a number of the paper, also a formula that it prints.</summary>
    Paper,

    /// <summary>
    /// A theory that leaves something out on purpose: leading order, infinite data, a continuous limit, large N.
    /// </summary>
    FirstOrder,

    /// <summary>A theory that should hold as it stands; where it does not, something is not understood.</summary>
    Full,
}

/// <summary>
/// One line of the table of verdicts: what the paper says, what theory says, what the machines did, and whether the
/// last two (or, without a simulation, the first two) agree.
/// </summary>
/// <param name="Id">
/// Its name: within its figure for whoever judges, such as <c>peak</c>; with the figure's number before it in a report,
/// <c>3a/peak</c>.
/// </param>
/// <param name="Quantity">What was compared.</param>
/// <param name="Paper">The paper's words or number; null where it says nothing.</param>
/// <param name="Theory">The theory half's number; null where it has none.</param>
/// <param name="Simulation">The simulation half's estimate; null where there is none.</param>
/// <param name="Sigmas">(simulation − theory) / standard error of both; null where there is no such pair.</param>
/// <param name="Outcome">The judgement.</param>
/// <param name="Note">Why, in a few words, where the reader needs it.</param>
/// <param name="TheoryError">Standard error of <paramref name="Theory"/> where it is itself an estimate; else null.</param>
public sealed record Verdict(
    string Id, string Quantity, string? Paper, double? Theory, Estimate? Simulation, double? Sigmas,
    Outcome Outcome,
    string Note = "",
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? TheoryError = null)
{
    /// <summary>The figure it belongs to, for example <c>3a</c>; empty before a report has it.</summary>
    [JsonPropertyOrder(-1)]
    public string Figure { get; init; } = "";

    /// <summary>What is judged.</summary>
    public Claim Judges { get; init; } = Claim.Full;

    /// <summary>
    /// The verdict on the same quantity by a finer theory or a corrected equation, which should agree where this one
    /// differs: its identifier; null where there is none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExplainedBy { get; init; }

    /// <summary>
    /// Probability, were theory exact, of a deviation at least as large as the measured one, below which the two are
    /// said to differ. With a few tens of verdicts a report, one false alarm in a hundred each is already generous.
    /// </summary>
    public const double Significance = 0.01;

    /// <summary>Holds a simulation against theory by Student's t.</summary>
    /// <param name="id">Its name within the figure.</param>
    /// <param name="quantity">What is compared.</param>
    /// <param name="paper">The paper's word.</param>
    /// <param name="theory">The theory half's number.</param>
    /// <param name="simulation">The simulation half's estimate.</param>
    /// <param name="note">A remark.</param>
    public static Verdict Compare(
        string id, string quantity, string? paper, double theory, Estimate simulation, string note = "")
    {
        double sigmas = SigmasOf(simulation.Value - theory, simulation);
        return new(id, quantity, paper, theory, simulation, sigmas, Judge(sigmas, simulation.DegreesOfFreedom), note);
    }

    /// <summary>
    /// Holds a simulation against a theory that is itself an estimate over independent runs, by Welch's t: the errors add
    /// in squares, and so do the parts of the degrees of freedom (Satterthwaite).
    /// </summary>
    /// <param name="id">Its name within the figure.</param>
    /// <param name="quantity">What is compared.</param>
    /// <param name="paper">The paper's word.</param>
    /// <param name="theory">The theory half's estimate.</param>
    /// <param name="simulation">The simulation half's estimate.</param>
    /// <param name="note">A remark.</param>
    public static Verdict Compare(
        string id, string quantity, string? paper, Estimate theory, Estimate simulation, string note = "")
    {
        double ours = Math.Pow(theory.StandardError, 2), measured = Math.Pow(simulation.StandardError, 2);
        double deviation = simulation.Value - theory.Value, error = Math.Sqrt(ours + measured);
        double degrees = Math.Pow(ours + measured, 2)
            / (ours * ours / theory.DegreesOfFreedom + measured * measured / simulation.DegreesOfFreedom);
        double sigmas = deviation == 0 ? 0 : deviation / error;
        // Without any spread there are no degrees to count: only equal numbers agree.
        Outcome outcome = Judge(sigmas, error > 0 ? degrees : 1);
        return new(id, quantity, paper, theory.Value, simulation, sigmas, outcome, note, theory.StandardError);
    }

    /// <summary>Holds a simulation against a range the paper gives; the deviation is from its nearer end.</summary>
    /// <param name="id">Its name within the figure.</param>
    /// <param name="quantity">What is compared.</param>
    /// <param name="paper">The range as printed.</param>
    /// <param name="low">Its lower end.</param>
    /// <param name="high">Its upper end.</param>
    /// <param name="simulation">The simulation half's estimate.</param>
    /// <param name="note">A remark.</param>
    public static Verdict CompareToRange(
        string id, string quantity, string paper, double low, double high, Estimate simulation, string note = "")
    {
        double sigmas = SigmasOf(simulation.Value - Math.Clamp(simulation.Value, low, high), simulation);
        return new(id, quantity, paper, null, simulation, sigmas, Judge(sigmas, simulation.DegreesOfFreedom), note)
        {
            Judges = Claim.Paper,
        };
    }

    /// <summary>
    /// No deviation is zero standard errors, even where all runs gave the same value and the error is zero.
    /// </summary>
    private static double SigmasOf(double deviation, Estimate simulation)
        => deviation == 0 ? 0 : deviation / simulation.StandardError;

    private static Outcome Judge(double sigmas, double degreesOfFreedom)
        => 2 * StudentT.CDF(0, 1, degreesOfFreedom, -Math.Abs(sigmas)) >= Significance
            ? Outcome.Agrees : Outcome.Differs;

    /// <summary>Holds a number of theory against the one the paper prints, to the digits it prints.</summary>
    /// <param name="id">Its name within the figure.</param>
    /// <param name="quantity">What is compared.</param>
    /// <param name="paper">The paper's number as printed.</param>
    /// <param name="printed">Its value.</param>
    /// <param name="halfDigit">Half a unit of its last printed digit, or the rounding error of a closed form.</param>
    /// <param name="theory">The theory half's number.</param>
    /// <param name="note">A remark.</param>
    public static Verdict CompareToPaper(
        string id, string quantity, string paper, double printed, double halfDigit, double theory, string note = "")
        => new(id, quantity, paper, theory, null, null,
            Math.Abs(theory - printed) <= halfDigit ? Outcome.Agrees : Outcome.Differs, note)
        {
            Judges = Claim.Paper,
        };

    /// <summary>Judges a statement that holds or does not.</summary>
    /// <param name="id">Its name within the figure.</param>
    /// <param name="quantity">What is judged.</param>
    /// <param name="paper">The paper's word.</param>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="theory">The number that decides it, from theory.</param>
    /// <param name="simulation">The estimate that decides it, from the machines.</param>
    /// <param name="note">How it was decided.</param>
    public static Verdict Holds(
        string id, string quantity, string? paper, bool holds, double? theory, Estimate? simulation, string note)
        => new(id, quantity, paper, theory, simulation, null, holds ? Outcome.Agrees : Outcome.Differs, note)
        {
            Judges = paper is null ? Claim.Full : Claim.Paper,
        };

    /// <summary>Reports a number that has no counterpart.</summary>
    /// <param name="id">Its name within the figure.</param>
    /// <param name="quantity">What is reported.</param>
    /// <param name="paper">The paper's word.</param>
    /// <param name="theory">The theory half's number.</param>
    /// <param name="simulation">The simulation half's estimate.</param>
    /// <param name="note">A remark.</param>
    public static Verdict Report(
        string id, string quantity, string? paper, double? theory, Estimate? simulation, string note = "")
        => new(id, quantity, paper, theory, simulation, null, Outcome.Reported, note);
}
