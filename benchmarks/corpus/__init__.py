"""A synthetic archive of any size for measuring: the words, the names, the stories, and the writing of them."""
