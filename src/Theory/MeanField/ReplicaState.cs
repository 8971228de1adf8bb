namespace RbmTheory.Theory.MeanField;

/// <summary>A solution of <see cref="ReplicaEquations"/>.</summary>
/// <param name="Visible">m = Σ_i u_i⟨s_i⟩/√L.</param>
/// <param name="Hidden">m̄ = Σ_a v_a⟨τ_a⟩/√L.</param>
/// <param name="VisibleOverlap">q, the mean of ⟨s_i⟩².</param>
/// <param name="HiddenOverlap">q̄, that of ⟨τ_a⟩².</param>
/// <param name="Instability">σ⁴⟨sech⁴⟩⟨sech⁴⟩, de Almeida and Thouless: replica symmetry is stable where it is below
/// 1.</param>
/// <param name="Residual">The largest of |m − F_m| and |q − F_q|; those of the hidden layer hold by
/// construction.</param>
public sealed record ReplicaState(
    double Visible, double Hidden, double VisibleOverlap, double HiddenOverlap, double Instability, double Residual);
