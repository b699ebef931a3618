/**
 * Recipes: one file that says all that decides a training and what its model does. A {@link dev.factorizer.models.recipes.Recipe} is
 * read, written and found by its name with {@link dev.factorizer.models.recipes.Recipes}, which also has the JSON Schema; single
 * settings are changed with {@link dev.factorizer.models.recipes.Recipe#with(String, String)}. A recipe is trained by
 * {@link dev.factorizer.models.runs} and planned for a data set by {@link dev.factorizer.models.planning}.
 */
package dev.factorizer.models.recipes;
