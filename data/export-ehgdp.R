# Makes the human genotypes for `rbm report --humans FOLDER`, from Debian's r-cran-adegenet:
#   apt-get install r-cran-adegenet && Rscript data/export-ehgdp.R FOLDER
# ehgdp.csv.gz: a row a person, a column an allele of 678 microsatellites, 1 where the person has it; alleles that more than 5
# and fewer than 95 % of the people have; where it is missing, what most have. labels.csv: who they are.
suppressPackageStartupMessages(library(adegenet))
folder <- commandArgs(trailingOnly = TRUE)[1]
if (is.na(folder)) stop("name a folder: Rscript export-ehgdp.R FOLDER", call. = FALSE)
dir.create(folder, showWarnings = FALSE, recursive = TRUE)
data(eHGDP)
has <- tab(eHGDP) > 0
share <- colMeans(has, na.rm = TRUE)
keep <- share > 0.05 & share < 0.95
has <- has[, keep]
missing <- which(is.na(has), arr.ind = TRUE)
has[missing] <- share[keep][missing[, "col"]] >= 0.5
out <- gzfile(file.path(folder, "ehgdp.csv.gz"), "w")
write.table(has + 0L, out, sep = ",", row.names = FALSE, col.names = FALSE)
close(out)
info <- eHGDP@other$popInfo[as.integer(as.character(pop(eHGDP))), ]
people <- data.frame(individual = seq_len(nrow(has)) - 1L, population = info$Population, region = info$Region,
                     latitude = info$Latitude, longitude = info$Longitude)
write.csv(people, file.path(folder, "labels.csv"), row.names = FALSE, quote = FALSE)
