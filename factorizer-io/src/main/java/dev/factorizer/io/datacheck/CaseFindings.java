package dev.factorizer.io.datacheck;

import dev.factorizer.io.datalist.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found of a case.
 *
 * @param problems what is wrong with it
 * @param fingerprint what it is like; empty if an image could not be read
 * @param samples for each channel some values of the foreground
 * @param hashes the content of each image that is not constant
 * @param memoryEnded whether it was too large to be read beside others
 */
record CaseFindings(List<Problem> problems, Optional<CaseFingerprint> fingerprint, List<float[]> samples, Map<Path, String> hashes,
        boolean memoryEnded) { }
