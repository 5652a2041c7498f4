"""Recipes teach sites and layouts that the general mechanism reads wrongly; docs/recipes.md."""
