/**
 * Recipes: one file that says all that decides a training and what its model does. Start with {@link
 * dev.factorizer.models.recipes.Recipe}. 
 */
package dev.factorizer.models.recipes;
