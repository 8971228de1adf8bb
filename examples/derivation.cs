// An equation of the paper derived in exact rational algebra, every step checked, as a LaTeX document:
//   dotnet run examples/derivation.cs 50-51 > derivation.tex
// Without a name it is (37), the learning dynamics at small beta. Were a step wrong, it would be marked FAILS.
//
// Prints:
//   \documentclass{article}
//   \usepackage{amsmath}
//   \begin{document}
//   \paragraph{the parameter-free flow of one unit, weights in units of sqrt(beta)}
//   \[ \frac{1}{\nu} \frac{dw_i}{dt} = w_{i+1} + w_{i-1} - w_i \sum_k w_k^2 + w_i^3 \qquad \text{(37)} \]
//   \[ \frac{dw_2}{dt} = w_{1} + w_{3} - w_{1}^{2} w_{2} - w_{2} w_{3}^{2} - w_{2} w_{4}^{2} - w_{2} w_{ ...
//   \[ \frac{dw_i}{dt} = -\frac{\partial E}{\partial w_i},\quad E = -\sum_i w_i w_{i+1} + \tfrac{1}{4} \ ...
//   \end{document}
//   % 3 steps, 3 hold
#:project ../src/Theory/Theory.csproj

using RbmTheory.Theory.Exact;

string name = args.FirstOrDefault() ?? "37";
if (!Derivations.Names.Contains(name))
{
    Console.Error.WriteLine($"name = {name}, but it should be one of {string.Join(", ", Derivations.Names)}");
    return 2;
}

Derivation derivation = Derivations.Find(name);
Console.WriteLine("\\documentclass{article}\n\\usepackage{amsmath}\n\\begin{document}");
Console.Write(derivation.ToLatex());
Console.WriteLine("\\end{document}");
Console.WriteLine($"% {derivation.Steps.Count} steps, {derivation.Steps.Count(step => step.Holds)} hold");
return derivation.Holds ? 0 : 1;
