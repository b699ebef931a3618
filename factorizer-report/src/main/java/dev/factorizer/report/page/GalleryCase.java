package dev.factorizer.report.page;

import dev.factorizer.models.evaluation.CaseResult;
import dev.factorizer.models.evaluation.RegionResult;
import dev.factorizer.report.pictures.CasePictures;

/**
 * A case of the gallery.
 *
 * @param result what was measured
 * @param region the one whose outlines are drawn
 * @param pictures its slices
 */
public record GalleryCase(CaseResult result, RegionResult region, CasePictures pictures) { }
