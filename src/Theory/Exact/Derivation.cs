using System.Text;

namespace RbmTheory.Theory.Exact;

/// <summary>One step of a derivation: what it says, and whether the exact computation agrees.</summary>
/// <param name="Equation">The equation of the paper, as "(33)", or a word for a step that has no number there.</param>
/// <param name="Statement">The statement in plain text.</param>
/// <param name="Latex">The same in LaTeX, to stand in mathematics mode.</param>
/// <param name="Holds">True iff both sides, computed exactly, agree.</param>
public sealed record DerivationStep(string Equation, string Statement, string Latex, bool Holds);

/// <summary>
/// A derivation of the paper, redone in exact algebra. A step that fails is kept, and says so.
/// </summary>
/// <param name="Name">The name by which it is asked for, as "50-51".</param>
/// <param name="Title">What it derives, in one line.</param>
/// <param name="Steps">The steps, in order.</param>
public sealed record Derivation(string Name, string Title, IReadOnlyList<DerivationStep> Steps)
{
    /// <summary>True iff every step holds.</summary>
    public bool Holds => Steps.All(step => step.Holds);

    /// <summary>The title and one line a step, with the verdict in front.</summary>
    public string ToPlainText()
    {
        int width = Steps.Max(step => step.Equation.Length);
        var text = new StringBuilder();
        text.Append(Name).Append(": ").Append(Title).Append('\n');
        foreach (DerivationStep step in Steps)
        {
            text.Append(step.Holds ? "  holds  " : "  FAILS  ");
            text.Append(step.Equation.PadRight(width)).Append(' ').Append(step.Statement).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A LaTeX paragraph and one display a step; a step that fails is marked.</summary>
    public string ToLatex()
    {
        var text = new StringBuilder();
        text.Append("\\paragraph{").Append(Title).Append("}\n");
        foreach (DerivationStep step in Steps)
        {
            text.Append("\\[ ").Append(step.Latex).Append(" \\qquad \\text{").Append(step.Equation);
            text.Append(step.Holds ? "} \\]\n" : ", FAILS} \\]\n");
        }

        return text.ToString();
    }
}
