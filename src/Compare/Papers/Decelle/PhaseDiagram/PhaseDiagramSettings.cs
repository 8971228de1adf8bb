using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>The settings of the phase diagram.</summary>
internal sealed record PhaseDiagramSettings
{
    private static readonly PhaseDiagramSettings Paper = new();

    /// <summary>Machines of N M = 10⁶; smaller ones.</summary>
    public static Presets<PhaseDiagramSettings> Presets { get; } = new(
        Paper,
        Quick: Paper with { Length = 320, Instances = 8, Burn = 60, Sweeps = 160, TurningBurn = 100 },
        Tiny: Paper with
        {
            Length = 80,
            Instances = 2,
            Points = 8,
            Chains = 32,
            Burn = 20,
            Sweeps = 40,
            TurningBurn = 20,
            Fields = 4,
        });

    /// <summary>κ = M/N.</summary>
    [Shown("Machines", "κ = M/N = {0}")]
    public IReadOnlyList<double> Kappas { get; init; } = [1, 0.64, 0.25];

    /// <summary>L = √(N M).</summary>
    [Shown("Machines", "√(N M) = {0:N0}")]
    public int Length { get; init; } = 1000;

    /// <summary>Machines drawn for each point.</summary>
    [Shown("Machines", "{0} drawn for each dot")]
    public int Instances { get; init; } = 5;

    /// <summary>σ and w of the dots, one after the other.</summary>
    public IReadOnlyList<double> Dots { get; } =
        [0.4, 0.5, 0.8, 0.5, 0.4, 0.7, 0.8, 0.7, 0.4, 1.5, 0.8, 2, 1.4, 2.8, 1.8, 0.6];

    /// <summary>Chains of a machine.</summary>
    [Shown("Gibbs sampling", "{0} chains")]
    public int Chains { get; init; } = 32;

    /// <summary>Sweeps that are not counted.</summary>
    [Shown("Gibbs sampling", "{0} sweeps not counted")]
    public int Burn { get; init; } = 100;

    /// <summary>Sweeps that are.</summary>
    [Shown("Gibbs sampling", "{0} that are")]
    public int Sweeps { get; init; } = 300;

    /// <summary>σ and w of the machine in a field.</summary>
    public IReadOnlyList<double> Turning { get; } = [0.4, 1.6];

    /// <summary>Fields against the mode.</summary>
    public int Fields { get; init; } = 10;

    /// <summary>Sweeps before a machine in a field is looked at.</summary>
    [Shown("Gibbs sampling", "{0} not counted in a field against the mode")]
    public int TurningBurn { get; init; } = 300;

    /// <summary>Points of a side of the maps.</summary>
    public int Points { get; init; } = 60;
}

/// <summary>The maps and lines of one κ.</summary>
/// <param name="Kappa">κ.</param>
/// <param name="Points">Points of a side.</param>
internal sealed record DiagramRun(double Kappa, int Points);

/// <summary>Theory of one κ.</summary>
/// <param name="Magnetisation">m at σ and w, σ running fastest.</param>
/// <param name="Overlap">q at 1/σ and w/σ, 1/σ running fastest.</param>
/// <param name="Sigma">σ ≥ 1 of the lines.</param>
/// <param name="Glass">w between SG and F.</param>
/// <param name="Instability">w of de Almeida and Thouless.</param>
internal sealed record Diagram(
    double[] Magnetisation, double[] Overlap, double[] Sigma, double[] Glass, double[] Instability);

/// <summary>A machine of a mode in noise, and how it is sampled.</summary>
/// <param name="Sites">N.</param>
/// <param name="Hidden">M.</param>
/// <param name="Sigma">σ.</param>
/// <param name="Spike">w.</param>
/// <param name="Chains">Chains.</param>
/// <param name="Burn">Sweeps that are not counted.</param>
/// <param name="Sweeps">Sweeps that are.</param>
internal sealed record DotRun(int Sites, int Hidden, double Sigma, double Spike, int Chains, int Burn, int Sweeps);

/// <summary>Its order parameters, see <see cref="Simulation.Observables.ModeMagnetisation"/>, and the largest singular
/// value of its weights.</summary>
/// <param name="M">m.</param>
/// <param name="MBar">m̄.</param>
/// <param name="Q">q.</param>
/// <param name="QBar">q̄.</param>
/// <param name="VisibleSquare">⟨(u·s)²⟩.</param>
/// <param name="HiddenSquare">⟨(v·τ)²⟩.</param>
/// <param name="Product">⟨(u·s)(v·τ)⟩.</param>
/// <param name="Frozen">What stays of the units from one half of the sweeps to the other.</param>
/// <param name="SingularValue">s_1.</param>
internal sealed record Dot(
    double M, double MBar, double Q, double QBar, double VisibleSquare, double HiddenSquare, double Product,
    double Frozen, double SingularValue);

/// <summary>The same machine in fields.</summary>
/// <param name="Sites">N.</param>
/// <param name="Hidden">M.</param>
/// <param name="Sigma">σ.</param>
/// <param name="Spike">w.</param>
/// <param name="Chains">Chains.</param>
/// <param name="Burn">Sweeps that are not counted.</param>
/// <param name="Sweeps">Sweeps that are.</param>
/// <param name="Fields">η, each ≤ 0.</param>
internal sealed record TurningRun(
    int Sites, int Hidden, double Sigma, double Spike, int Chains, int Burn, int Sweeps, IReadOnlyList<double> Fields);

/// <summary>m in each field, of chains that start along the mode.</summary>
/// <param name="M">m.</param>
internal sealed record TurningCourse(double[] M);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(DiagramRun))]
[JsonSerializable(typeof(Diagram))]
[JsonSerializable(typeof(DotRun))]
[JsonSerializable(typeof(Dot))]
[JsonSerializable(typeof(TurningRun))]
[JsonSerializable(typeof(TurningCourse))]
internal sealed partial class PhaseDiagramJson : JsonSerializerContext;
